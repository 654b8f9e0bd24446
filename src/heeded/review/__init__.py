"""Replay: what was known, by whom, when, and what silence between agencies cost."""
