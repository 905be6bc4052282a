"""In which script words are written, and whether that can be the script of a language.

Pure: a language tag and words in, an answer out. Reads no more than the first few hundred signs.
"""

import re

# Code points that are looked at: a paragraph is in one script, or its beginning tells which is usual in it.
MOST_READ = 400
# Of the letters, this share at least in another script makes words plainly foreign.
_PLAINLY = 2 / 3
_LETTER = re.compile(r"[^\W\d_]")
_RANGES = {
    "Latn": "A-Za-zªºÀ-ÖØ-öø-\u02af\u1e00-\u1eff\u2c60-\u2c7f\ua722-\ua7ff\uff21-\uff3a\uff41-\uff5a",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Cyrl": "\u0400-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "Armn": "\u0530-\u058f",
    "Hebr": "\u0590-\u05ff\ufb1d-\ufb4f",
    "Arab": "\u0600-\u06ff\u0750-\u077f\u0870-\u08ff\ufb50-\ufdff\ufe70-\ufefe",
    "Deva": "\u0900-\u097f\ua8e0-\ua8ff",
    "Beng": "\u0980-\u09ff",
    "Guru": "\u0a00-\u0a7f",
    "Gujr": "\u0a80-\u0aff",
    "Orya": "\u0b00-\u0b7f",
    "Taml": "\u0b80-\u0bff",
    "Telu": "\u0c00-\u0c7f",
    "Knda": "\u0c80-\u0cff",
    "Mlym": "\u0d00-\u0d7f",
    "Sinh": "\u0d80-\u0dff",
    "Thai": "\u0e00-\u0e7f",
    "Laoo": "\u0e80-\u0eff",
    "Mymr": "\u1000-\u109f",
    "Geor": "\u10a0-\u10ff\u1c90-\u1cbf",
    "Ethi": "\u1200-\u139f",
    "Khmr": "\u1780-\u17ff",
    "Kore": "\u1100-\u11ff\u3130-\u318f\uac00-\ud7ff\u4e00-\u9fff\u3400-\u4dbf",
    "Jpan": "\u3040-\u30ff\u31f0-\u31ff\uff66-\uff9f\u4e00-\u9fff\u3400-\u4dbf\u3005-\u3007",
    "Hani": "\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
}
# Languages that are written in another script than the Latin; in several, separated by "+".
_WRITTEN_IN = {
    tag: tuple(scripts.split("+"))
    for scripts, tags in {
        "Arab": "ar fa ur ps sd ug ckb prs arz",
        "Hebr": "he iw yi",
        "Cyrl": "ru uk be bg mk ky tg",
        "Cyrl+Latn": "sr bs sh cnr",
        "Cyrl+Latn+Arab": "kk uz az tk tt",
        "Latn+Arab": "ku ms ha",
        "Cyrl+Mong": "mn",
        "Grek": "el", "Armn": "hy", "Geor": "ka",
        "Deva": "hi mr ne sa mai bho kok",
        "Guru+Arab": "pa",
        "Beng": "bn as", "Gujr": "gu", "Orya": "or", "Taml": "ta", "Telu": "te", "Knda": "kn", "Mlym": "ml",
        "Sinh": "si", "Thai": "th", "Laoo": "lo", "Mymr": "my", "Khmr": "km", "Ethi": "am ti",
        "Hani": "zh yue wuu", "Jpan": "ja", "Kore": "ko",
    }.items()
    for tag in tags.split()
}  # fmt: skip
# A script that a tag names: "sr-Latn".
_NAMED = {"hans": ("Hani",), "hant": ("Hani",)} | {script.lower(): (script,) for script in _RANGES}
# Of these nothing is expected, nor of languages in scripts that are not known here.
_UNKNOWN = frozenset({"", "und", "mul", "zxx", "dv", "bo", "dz"})
_OF = {
    scripts: re.compile("[" + "".join(_RANGES.get(script, "") for script in scripts) + "]")
    for scripts in {("Latn",), *_WRITTEN_IN.values(), *_NAMED.values()}
}


def is_foreign(language: str, words: str) -> bool:
    """Whether the letters of the words plainly are of a script that the language is not written in."""
    scripts = scripts_of(language)
    # Most words of most articles.
    if not scripts or (words.isascii() and "Latn" in scripts):
        return False
    read = words[:MOST_READ]
    own, letters = len(_OF[scripts].findall(read)), len(_LETTER.findall(read))
    # Signs that are set over letters belong to them, and count for neither.
    return letters > own and letters - own >= letters * _PLAINLY


def scripts_of(language: str) -> tuple[str, ...]:
    """The scripts that a language is written in, by its tag; none where that is not known."""
    tag, *parts = language.replace("_", "-").lower().split("-")[:3]
    if named := next((_NAMED[part] for part in parts if part in _NAMED), None):
        return named
    return () if tag in _UNKNOWN else _WRITTEN_IN.get(tag, ("Latn",))
