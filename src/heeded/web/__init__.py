"""The pages, for people with a browser on this machine."""
