"""The craft of reading a text: text in, proposals out. Knows no database and no web.

The one entry is :func:`verifier.reading.reader.read`; what it returns is in :mod:`verifier.reading.types`.
"""
