"""Commands for contributors that are not part of what ships."""
