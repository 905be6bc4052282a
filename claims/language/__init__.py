"""What can be read off an article's words, in English and German: pure functions of text, positions and names."""
