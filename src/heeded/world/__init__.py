"""Made-up people: the demonstration, and histories for tests and load."""
