"""Errors that a person can act on: a code and values; the words are the front end's."""

from __future__ import annotations


class UserError(Exception):
    """Something a person can understand and act on.

    ``code`` reads ``noun.what_is_wrong``; every code has words in ``ui/shell/messages.py``, and a
    test compares the two. Raise it as ``UserError("passphrase.wrong")``.
    """

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code)
        self.code = code
        self.values = values
