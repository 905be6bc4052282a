"""The domain: who claims what and who denies it. Knows no HTTP and no template, and never imports annotate."""
