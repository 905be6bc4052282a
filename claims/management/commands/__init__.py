"""The commands, one module each; each is thin over a verb of the domain."""
