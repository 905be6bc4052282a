"""Guesses for a passage (speaker, source, cue, claim), shown and never stored unseen. Pure but for `inference`."""
