def form_of(text, content): return "indirect"
