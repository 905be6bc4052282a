"""Everything that writes: one verb a function, keyword-only, one transaction each. May import models and queries."""
