"""Everything that speaks SQL or writes the household's data: encrypted spaces and the device's settings.

``space.PrivateSpace`` and ``space.SharedSpace`` are the doors; docs/storage-format.md is the format.
Connections belong to the one thread that opened them.
"""
