"""Compare two readings of one text: which passages match, and how they differ. Pure."""
