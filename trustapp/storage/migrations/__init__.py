"""Numbered steps from an empty database to the present schema, one folder per kind of space.

A step that was released never changes again. The next one is a new file, ``m0002_what_it_does.py``, with
``upgrade(database)``, named in the folder's ``MIGRATIONS``; its test opens a file of the version before.
"""
