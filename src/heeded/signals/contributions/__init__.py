"""What the language of signals cannot say, in Python: one file each, with the same examples and tests."""
