"""The domain: who claims what and who denies it. Knows no HTTP, no template, and never imports annotate."""
