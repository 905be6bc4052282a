"""The words of articles: pure, so without a database."""
