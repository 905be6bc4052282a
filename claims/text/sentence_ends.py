"""The signs that end a sentence, in the scripts that have their own. Lists, and one question; pure."""

import unicodedata

# With white space behind them, as a rule: Latin and its kin, Ethiopic, Armenian, Devanagari's full stop in a space.
STOPS = ".!?…。！？｡؟۔।॥։።፧፨။។៕།꯫᙮᠃⁇⁈⁉‼"
# These end a sentence also where no white space follows.
WITHOUT_SPACE = frozenset("。！？｡؟۔।॥։።፧፨။។៕།꯫᙮᠃")
# Full stops alone: what says neither "!" nor "?".
FULL_STOPS = ".。｡۔।॥։።။។៕།꯫᙮᠃"
# The full stop that the script of a text's last letter has, by the first word of the letter's name in Unicode.
_BY_SCRIPT = {
    "CJK": "。",
    "HIRAGANA": "。",
    "KATAKANA": "。",
    "BOPOMOFO": "。",
    "DEVANAGARI": "।",
    "BENGALI": "।",
    "GURMUKHI": "।",
    "ORIYA": "।",
    "ARMENIAN": "։",
    "ETHIOPIC": "።",
    "MYANMAR": "။",
    "KHMER": "។",
    "TIBETAN": "།",
    # Sentences are parted by a space.
    "THAI": "",
    "LAO": "",
}
# Languages that write one of those scripts, or Arabic's, but set another full stop.
_BY_LANGUAGE = {"mr": ".", "kok": ".", "ur": "۔", "ps": "۔", "ks": "۔", "pnb": "۔"}


def full_stop(words: str, language: str = "") -> str:
    """The sign that ends a statement in these words: their own, or that of their script; "" where it has none."""
    own = next((sign for sign in reversed(words[-8:]) if sign in FULL_STOPS and sign != "."), "")
    if own:
        return own
    letter = next((sign for sign in reversed(words) if sign.isalpha()), "")
    script = unicodedata.name(letter, "").partition(" ")[0] if letter else ""
    usual = _BY_SCRIPT.get(script, ".")
    if script == "ARABIC" or usual == "।":
        return _BY_LANGUAGE.get(language, usual)
    return usual
