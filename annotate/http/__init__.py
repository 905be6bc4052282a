"""Helpers for requests and responses. They know nothing of passages, claims or reviews."""
