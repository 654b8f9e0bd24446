"""The only door to records: who may look, and the log of every look."""
