"""From a raise to a warning that somebody must answer."""
