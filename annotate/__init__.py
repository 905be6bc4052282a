"""The web: requests in, HTML out. Holds no rules; those live in claims."""
