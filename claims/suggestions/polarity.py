"""Whether the words around reported speech turn it: "he doubts that", "nobody believes that", "she denied".

A claim guessed from the reported words alone would say the opposite there. Errs on the side of yes. English and German,
by lists; pure: words in.
"""

import re

# No more is looked at before the reported words, in code points.
_NEAR = 120
_MOST = 2000
_DENYING = (
    r"(?:den(?:y|ies|ied|ying|ials?)|doubt(?:s|ed|ing|ful)?|disput(?:e|es|ed|ing)|refut(?:e|es|ed|ing)"
    r"|reject(?:s|ed|ing)?|debunk(?:s|ed|ing)?|rebut(?:s|ted|ting)?|disbeliev(?:e|es|ed)|contradict(?:s|ed|ing)?"
    r"|dismiss(?:es|ed|ing)?|disagree(?:s|d|ing)?|disprov(?:e|es|ed|ing)|false(?:ly|hoods?)?|untrue|lie|lies|myth"
    r"|unlikely|skeptical|sceptical|wrong(?:ly)?|nonsense|implausible|impossible|hoax"
    r"|bestreite[tn]?|bestritt(?:en)?|dementier\w*|bezweif\w*|leugne\w*|widersprach\w*|widerspr[ei]ch\w*|zweifel\w*"
    r"|verneint\w*|bestreitet|falsch|unwahr|gelogen|wies\w*|weist|zurückgewiesen|zurückweis\w*)"
)
_NEGATION = (
    r"(?:not|cannot|never|no|nobody|none|neither|nor|without|hardly|scarcely|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing)"
    r"|fail(?:s|ed|ing)?|stopped short|nicht|kein\w*|nie|niemals|niemand|weder|kaum|ohne)"
)
_TURNING = re.compile(rf"(?<!\w)(?:{_DENYING}|{_NEGATION})(?!\w)|n[’']t\b", re.IGNORECASE)
_DENIES = re.compile(rf"(?<!\w){_DENYING}(?!\w)", re.IGNORECASE)
# The clause that governs what is reported begins behind these.
_CLAUSE = re.compile(r"[.!?;:,—–()“”\"„«»\n]|\b(?:but|and|who|which|aber|und|sondern)\b")
# "Denied the accusations made by Strelsau that": Strelsau accuses.
_SAID = r"(?:accusation|claim|allegation|report|charge|suggestion|assertion|statement|argument)s?"
_ANOTHERS = re.compile(rf".*\b{_SAID} (?:\w+ )?(?:by|of|from) |.*[’']s? {_SAID}\b", re.IGNORECASE)
_OPEN = re.compile(r"\b(?:if|whether|ob)\s*\Z", re.IGNORECASE)
_SAYING = re.compile(
    r"(?:saying|said|says|say|adding|added|arguing|insisting|insisted|sagte|sagt|erklärte|und)\W*\Z", re.IGNORECASE
)


def is_turned(before: str, words: str, cue: str = "") -> bool:
    """Whether reported words are doubted, denied or left open by their speaker, or negated by who reports them.

    `before` is what stands before them, `cue` the words that report.
    """
    cue = cue[:_MOST]
    if _DENIES.search(cue) and not _SAYING.search(cue):
        return True
    near = before[-_NEAR:].rstrip()
    if _OPEN.search(near):
        return True
    first = words.lstrip("“\"„«‘' ")[:1]
    if not first.islower() and near.endswith((".", "!", "?", ":", "”", '"')):
        return False
    # German sets a comma before "dass", English one before a quotation.
    clause = _CLAUSE.split(near.rstrip(", "))[-1]
    anothers = _ANOTHERS.match(clause)
    clause = clause[anothers.end() :] if anothers else clause
    return bool(_TURNING.search(clause)) and not _SAYING.search(clause)
