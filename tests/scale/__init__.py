"""How fast it is: `make bench` prints figures. No timed test: a slow machine fails nothing."""
