"""Facts fixed outside the program, as data with dates in force, jurisdiction, source and confidence."""
