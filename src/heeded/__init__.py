"""Heeded: one chronology from all agencies, and warnings that nobody can lose."""
