"""Exact rules about characters, sentences and quotations. Pure. Stored data rests on them."""
