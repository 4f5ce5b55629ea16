"""Secrets: keys, passphrases, the files that hold them, and the signed ledger. No SQL.

``session.Vault`` is the door; docs/vault-format.md and docs/ledger.md are the formats.
"""
