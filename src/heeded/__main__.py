"""`python -m heeded` is the command `heeded`."""

from heeded.cli import main

main()
