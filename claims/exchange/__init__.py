"""What comes in and goes out: the formats, one module each, and what streams and loads them.

Knows the models, no HTTP. A new export format is one module, one line in `registry` and one golden file.
"""
