"""One fixed cast of invented people for every test. Mallory Keen must always be refused."""

from heeded.access.viewer import Viewer

ROSA = Viewer("Rosa Brandt", "social-care")  # the local viewer of every test workspace
IDRIS = Viewer("Idris Cole", "police")  # a colleague who is not set up here
MALLORY = Viewer("Mallory Keen", "social-care")  # curious; always refused
