"""Outside files in, records out."""
