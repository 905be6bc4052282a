"""From the words of a passage to the wording of a claim: a draft that the editor reads before it is kept.

Only what can be done without understanding: marks and "that" go, one sentence is made of it, and pronouns are
shown as gaps to fill, since a claim is read without its article. Pure: words in, words out.
"""

import re
from typing import NamedTuple

from claims.spans import JOINT
from claims.suggestions.clauses import QUESTION_MARKS, is_question, says_something
from claims.suggestions.german_clauses import indicative, subject_first, verb_second
from claims.text.quotations import quotations, unpaired
from claims.text.sentence_ends import FULL_STOPS, full_stop

# "That" in front of a verb is no conjunction but the subject: “That is a lie.”
_THAT = r"that\s+(?!(?:is|was|has|had|will|would|can|could|should|may|might|must|means?|seems?)\b)"
_DASS = r"(?:dass|daß)\s+"
# What only joins a sentence to the one before. Because of the rain, Well-known: these stay.
_JOINING = (
    r"(?:(?:and|but)\s+(?!also\b)|because\s+(?!of\b)(?=[^,]*\Z)"
    r"|(?:well|yes|no|look|oh|so|now|again|and|but),\s+)"
)
_VERBINDEND = r"(?:und|aber|denn|doch)\s+"
_LEADING = {
    language: re.compile(pattern, re.IGNORECASE)
    for language, pattern in {
        "en": rf"{_JOINING}?(?:{_THAT})?",
        "de": rf"(?:{_VERBINDEND})?(?:{_DASS})?",
        "": rf"(?:{_THAT}|{_DASS})?",
    }.items()
}
_OPENS_WITH_DASS = re.compile(rf"\s*(?:{_VERBINDEND})?{_DASS}", re.IGNORECASE)
# "He came and that they left": two things are said.
_AND_THAT = re.compile(
    r",?\s(?:and|but) that ((?=(?:the|an?|he|she|it|they|his|her|its|their|there|we|I|no|some)\b|[A-Z])[A-Za-z])"
)
# "[I am] concerned": an editor of the article put the speaker in.
_SELF_IN_BRACKETS = re.compile(r"\[(?:I|[Ww]e|[Mm]y|[Oo]ur|[Ii]ch|[Ww]ir)\b")
# What begins a sentence, where a fragment that begins so follows another: “We lead,” … “We are not tired.”
_BEGINS = re.compile(
    r"\W*(?:I|[HSW]e|It|They|You|The|This|That|These|Those|There|Our|My|His|Its|Their|And|But|Or|Nor|If|When|No|Not|What"
    r"|So|An?|One|All|Both|Every|Some|Many|Most|For|In|On|At|With|From|By|As|Since|Because|Unless|Until|Before|After|How"
    r"|Why|Who|Where|Now|Then|Yes|Let|Do|Don[’']t|Can|Even|Just|People|Nobody|Everybody|Everyone"
    r"|Wir|Sie|Er|Es|Ich|Das|Die|Der|Dies|Diese[rsmn]?|Und|Aber|Wenn|Ein|Eine|Unser|Unsere|Mit|Auch|Jetzt|Nun|Man)\b"
)
_QUOTED_THAT = re.compile(r"(?:(?:and|but)\s+)?(?=that\b)", re.IGNORECASE)
_OPENING = frozenset("“\"‘'«„")
_SPACES = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
_SEMICOLONS = re.compile(r"\s*;[\s;]*")
# Marks inside marks inside marks: deeper than any writer goes.
_DEEPEST = 8
_CLOSING = frozenset("“”\"»«›‹‘’'」』")
_ENDS = f".,:;!…，、！–—- {FULL_STOPS}{QUESTION_MARKS}"
# “A.” at the end: the full stop of the claim stands behind the mark, and there is one.
_STOP_IN_MARKS = re.compile(rf"[{re.escape(FULL_STOPS)},]+(?=[”’\"'»›」』]+\Z)")
_CLOSING_RUN = "”’」』\"'»› "

# As written, so that "US", "IT" and "World War I" are left alone.
_ENGLISH = (
    r"(?<!War )I|[Mm]e|[Mm]y|[Mm]yself|[Ww]e|[Uu]s|[Oo]urs?|[Oo]urselves|[Yy]ou|[Yy]ours?|[Hh]e|[Hh]im|[Hh]is"
    r"|[Hh]imself|[Ss]he|[Hh]ers?|[Hh]erself|[Ii]ts?|[Ii]tself|[Tt]hey|[Tt]hem|[Tt]heirs?|[Tt]hemselves"
)
# "sein" is a verb as well, and a pronoun only before a noun.
_GERMAN = (
    r"[Ii]ch|[Mm]ich|[Mm]ir|[Mm]ein(?:e[mnrs]?)?|[Ww]ir|[Uu]ns|[Uu]nser(?:e[mnrs]?)?|[Ee]r|[Ii]h[nm]|[Ii]hnen"
    r"|[Ss]eine[mnrs]?|[Ss]ein(?= [A-ZÄÖÜ])|[Ss]ie|[Ii]hr(?:e[mnrs]?)?|[Ee]s"
)
_NO_WORD_BEFORE, _NO_WORD_AFTER = r"(?<![\w\[’'-])", r"(?![\w\]-])"
_PRONOUNS = {
    language: re.compile(f"{_NO_WORD_BEFORE}(?:{words}){_NO_WORD_AFTER}")
    for language, words in {"en": _ENGLISH, "de": _GERMAN, "": f"{_ENGLISH}|{_GERMAN}"}.items()
}


# As many code points as a claim may have: what is longer is no draft of one.
MOST_STATED = 1000


class ClaimWording(NamedTuple):
    """A drafted claim; `gaps` are the code point ranges of its `[pronouns]`, brackets included.

    `is_sentence` is false for words that say nothing on their own: a question, a phrase without a finite verb.
    """

    text: str
    gaps: tuple[tuple[int, int], ...]
    is_sentence: bool = True


def claim_wording(words: str, language: str = "", *, quoted: bool = False) -> ClaimWording:
    """Draft a claim from a passage's words, whose fragments are joined by ` … `.

    Outer quotation marks, marks without a partner, a leading "that" or "and" and the joints go; semicolons, which no
    claim may hold, become commas; the first letter is raised; the end is one full stop, that of the script. Pronouns
    become gaps like `[it]`: those of the language ("en", "de-AT"), of English and German if none is given. Empty if
    nothing is left, and for words that no claim has room for. `quoted`: they are a sentence out of quotation marks.
    """
    if len(words) > 2 * MOST_STATED:
        return ClaimWording("", ())
    language = language.partition("-")[0].lower()
    parts = (_plain(each, language, first=not i, quoted=quoted) for i, each in enumerate(words.split(JOINT)))
    fragments = [part for part in parts if part]
    statement = _without_unpaired(_SEMICOLONS.sub(", ", _joined(fragments, language)).strip(_ENDS))
    statement = _STOP_IN_MARKS.sub("", statement).strip(_ENDS)
    while statement and _outer_marks(statement) == (1, len(statement) - 1):
        statement = statement[1:-1].strip(_ENDS)
    if language == "en":
        statement = _AND_THAT.sub(lambda match: f". {match[1].upper()}", statement)
    if not any(character.isalnum() for character in statement):
        return ClaimWording("", ())
    statement, is_sentence = _in_order(statement, words, language, quoted=quoted)
    asked = is_question(words) or (language == "el" and words.rstrip(_CLOSING_RUN).endswith(";"))
    end = full_stop(words, language)
    own = words.rstrip(_CLOSING_RUN)[-1:]
    raised = _raised(statement) + (own if asked and own in QUESTION_MARKS else end)
    draft = _with_gaps(raised, language)
    return draft._replace(is_sentence=is_sentence and not asked)


def _in_order(statement: str, words: str, language: str, *, quoted: bool) -> tuple[str, bool]:
    """The statement as a main clause, in German, and whether it is a sentence; as it was where it can be none."""
    made, ordered = statement, not _SELF_IN_BRACKETS.search(words)
    is_german = language in {"de", ""}
    if is_german and _OPENS_WITH_DASS.match(words):
        made, ordered = verb_second(statement)
    elif language == "de":
        made, ordered = subject_first(statement)
    if not ordered or not says_something(made, language):
        return statement, False
    is_reported = language == "de" and not quoted and words.lstrip()[:1].isalnum()
    return (indicative(made) if is_reported else made), True


def own_words(draft: ClaimWording, words: str) -> str:
    """The draft of a passage's words to be worded by a person: where it is no sentence, as small as the words begin.

    A name may be typed in front of "had received threats".
    """
    start = next((i for i, character in enumerate(draft.text) if character.isalnum()), 0)
    first = _WORD.match(draft.text, start)
    if draft.is_sentence or not first or len(words) > 2 * MOST_STATED:
        return draft.text
    written = re.search(rf"(?<!\w){re.escape(first[0])}(?!\w)", words, re.IGNORECASE)
    return draft.text[:start] + written[0] + draft.text[first.end() :] if written else draft.text


def _joined(fragments: list[str], language: str) -> str:
    """The fragments as one text: what begins a sentence of its own is put behind a full stop."""
    text = ""
    for fragment in fragments:
        if text and language in _LEADING and (_BEGINS.match(fragment) or _stand_alone(text, fragment, language)):
            text = text.rstrip(_ENDS) + "."
        text += f" {fragment}" if text else fragment
    return text


def _stand_alone(text: str, fragment: str, language: str) -> bool:
    """Whether what stands before and behind a joint are sentences: “Prices fell” … “Voters noticed”."""
    if language != "en" or not fragment[:1].isupper():
        return False
    return says_something(fragment, language) and says_something(text, language)


def _without_unpaired(statement: str) -> str:
    """Without the quotation marks whose partner was not selected."""
    for position in reversed(unpaired(statement)):
        statement = statement[:position] + statement[position + 1 :]
    return statement


def _plain(fragment: str, language: str, *, first: bool, quoted: bool) -> str:
    """A fragment without the quotation marks around all of it, and without what joins it to the words before."""
    # Two typewriter's apostrophes are a quotation mark in some agencies' texts.
    words = _SPACES.sub(" ", fragment).replace("''", '"').strip(" ,;")
    for _layer in range(_DEEPEST):
        if not words or (bounds := _outer_marks(words)) == (0, len(words)):
            break
        quoted |= bounds[0] == 1 or fragment[:1] in _OPENING
        words = words[slice(*bounds)].strip(" ,;")
    leading = _LEADING.get(language)
    if not leading or not first:
        return words
    # “That idea is old”, “But that idea”: in a quotation it is hardly ever a conjunction.
    if quoted and (that := _QUOTED_THAT.match(words)):
        return words[that.end() :]
    return leading.sub("", words, count=1)


def _outer_marks(words: str) -> tuple[int, int]:
    """What is left without one pair of marks around the words, or without one that has lost its partner."""
    found = quotations(words, 0, len(words))
    closed = words[-1] in _CLOSING and len(words) > 1
    if found == ((0, len(words)),):
        return 1, len(words) - closed
    # A closing mark whose opening one was not selected; next to a letter, ’ is an apostrophe.
    stray = closed and not (found and found[-1][1] == len(words))
    if stray and not (words[-1] in "’'" and words[-2].isalnum()):
        return 0, len(words) - 1
    return 0, len(words)


def _raised(statement: str) -> str:
    """With a capital first letter, where its script has one; a number in front is left as it is."""
    first = next(i for i, character in enumerate(statement) if character.isalnum())
    capital = statement[first].title()
    return statement[:first] + capital + statement[first + 1 :] if len(capital) == 1 else statement


def _with_gaps(statement: str, language: str) -> ClaimWording:
    pattern = _PRONOUNS.get(language)
    pieces: list[str] = []
    gaps: list[tuple[int, int]] = []
    position = 0
    for match in pattern.finditer(statement) if pattern else ():
        pieces.append(f"{statement[position : match.start()]}[{match[0]}]")
        # Each gap before this one has made the text two brackets longer.
        shift = 2 * len(gaps)
        gaps.append((match.start() + shift, match.end() + shift + 2))
        position = match.end()
    return ClaimWording("".join(pieces) + statement[position:], tuple(gaps))
