"""One time line for a person, household or place, as known at any moment from any vantage."""
