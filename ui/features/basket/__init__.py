"""For the session: gathered alone, and taken along on one sheet."""
