"""Agreement of editors who read the same article: measures (pure), readings as handed in, and the report."""
