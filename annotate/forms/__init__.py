"""The forms, by page: what comes from a browser is made into values here, and its mistakes into messages."""
