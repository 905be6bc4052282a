"""Turn domain objects into what a template shows. No query and no rule in here."""
