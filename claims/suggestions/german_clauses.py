"""German clauses as a claim needs them: is it a main clause, can it be made one, and in which mood.

By lists and signs; where the order cannot be told, the words are left to a person. Pure: words in, words out.
"""

import re
from collections.abc import Sequence

from claims.suggestions.cue_words import ALL_PREPOSITIONS, DETERMINERS, GERMAN_AUXILIARIES, GERMAN_VERBS
from claims.suggestions.tokens import Word, words_in
from claims.text.quotations import quotations
from claims.text.word_lists import listed

_MOST_LOOKED_AT = 200
_MOST_STATED = 2000
# What ends as its finite verbs do, and is none.
_GERMAN_FINITE = (
    listed(
        """
    sei seien wäre wären habe hätte hätten werde würde würden könne könnte könnten müsse müsste müssten solle sollte
    sollten wolle wollte wollten dürfe dürfte dürften möge möchte möchten kann können muss müssen soll sollen will
    wollen darf dürfen mag mögen bin bist seid hast habt wirst werdet gebe gäbe gehe ginge komme käme stehe stünde
    bleibe bliebe lasse ließe liege läge finde fände wisse wüsste weiß gibt geht kommt steht bleibt lässt liegt findet
    braucht heißt tut kam kamen ging gingen stand standen blieb blieben ließ ließen lag lagen fand fanden gab gaben
    sah sahen nahm nahmen hielt hielten starb starben trat traten rief riefen schlug schlugen fiel fielen
    """
    )
    | GERMAN_AUXILIARIES
)
_GERMAN_NO_VERB = listed(
    """
    nicht mit seit fast jetzt erst weit laut sonst oft selbst dort nächst zunächst meist bereit bekannt gut recht
    schlecht leicht echt direkt gesamt bitte heute rechte erste zweite dritte letzte beste nächste meiste alte gute
    zurzeit derzeit weite breite späte bunte harte kalte rote tote leichte schlechte echte direkte gesamte mitte
    überhaupt samt statt
    insgesamt damit somit womit privat dicht acht
    """
)

_GERMAN_PRONOUNS = listed("er sie es wir ich man dies das")
# A verb that begins so parts in a main clause: "dass er ablehne", "er lehne ab".
_SEPARABLE = ("ab", "an", "auf", "aus", "bei", "ein", "fest", "her", "hin", "los", "mit", "nach", "vor", "weg", "zu")


_SUBORDINATING = listed("warum ob wie während wenn weil dass daß was wer wo wann weshalb wieso obwohl da nachdem bevor")
_DANGLING = listed("und oder aber da weil dass wenn ob der die das den dem ein eine sowie als zu")
_PARTICIPLE = re.compile(r"(?:ge|be|er|ver|ent|zer|\w{2,4}ge)")
_JOINED = listed("der des von vom und sowie aus oder")
_NOMINATIVE = listed("der die das ein eine man es er sie dieser diese dieses keine kein mehrere viele einige")
# The subjunctive of reported speech and what stands for it where the words are said as a fact.
_INDICATIVE = dict(
    pair.split(":")
    for pair in listed(
        """
        sei:ist seien:sind habe:hat werde:wird könne:kann müsse:muss solle:soll wolle:will dürfe:darf möge:mag gebe:gibt
        gehe:geht komme:kommt stehe:steht bleibe:bleibt lasse:lässt liege:liegt gelte:gilt bestehe:besteht wisse:weiß
        nehme:nimmt sehe:sieht halte:hält führe:führt bringe:bringt mache:macht finde:findet brauche:braucht
        handle:handelt
        """
    )
)
_REPORTED = re.compile(rf"(?<![\w-])(?:{'|'.join(_INDICATIVE)})(?![\w-])")
# "Es sei denn", "sei es", "Gott sei Dank", "ich habe": no reported speech.
_NO_REPORT = re.compile(
    r"(?i)\bsei (?:denn|es|dank)\b|\bich\b|\bals (?:ob|sei|habe)\b|\bund \w+e (?:jeglich|kein|ein|d)"
)


def verb_second(clause: str) -> tuple[str, bool]:
    """A German clause behind "dass" in the order of a main clause, and whether that could be done.

    Done where the subject is surely a pronoun, a name or an article with its noun, and the verb ends the first part.
    """
    words = words_in(clause, 0, len(clause))[: _MOST_LOOKED_AT + 1]
    last = next((i for i, word in enumerate(words) if word.ends_part), len(words) - 1)
    part = words[: last + 1]
    if len(part) < 3 or len(words) > _MOST_LOOKED_AT:
        return clause, False
    verb, end = part[-1], _subject_end(part)
    separable = verb.plain not in _GERMAN_FINITE and verb.plain.startswith(_SEPARABLE)
    finite = _is_german_verb(verb) or verb.plain.endswith("e")
    twice = any(_is_finite_before(part, i) for i in range(len(part) - 1))
    if not end or verb.capital or separable or not finite or twice:
        return clause, False
    subject = part[end - 1].end
    made = f"{clause[:subject]} {clause[verb.start : verb.end]}{clause[subject : verb.start].rstrip()}"
    return made + clause[verb.end :], True


def subject_first(clause: str) -> tuple[str, bool]:
    """A clause that its verb opens with the subject before it: "sei der Plan gut" → "der Plan sei gut".

    The flag is false where a verb opens the clause and the end of its subject is not sure.
    """
    words = words_in(clause, 0, len(clause))[: _MOST_LOOKED_AT + 1]
    if not _opens_with_verb(words):
        return clause, True
    rest = words[1:]
    end = _subject_end(rest) if rest and rest[0].plain in _NOMINATIVE else 0
    behind = rest[end].plain if 0 < end < len(rest) else ""
    if not end or behind in ALL_PREPOSITIONS - {"am", "im", "um", "seit", "ab"}:
        return clause, False
    verb, subject = words[0], rest[end - 1].end
    opening = clause[verb.start : verb.start + 1].lower() + clause[verb.start + 1 : verb.end]
    return f"{clause[rest[0].start : subject]} {opening}{clause[subject:]}", True


def indicative(statement: str) -> str:
    """Reported words as they are said without "he said that": "Der Plan sei gut" → "Der Plan ist gut".

    Words in quotation marks stay, and all of them where some form cannot be told.
    """
    if len(statement) > _MOST_STATED or _NO_REPORT.search(statement):
        return statement
    marked = quotations(statement, 0, len(statement))
    text, position = "", 0
    for match in _REPORTED.finditer(statement):
        if not any(start < match.start() < end for start, end in marked):
            text += statement[position : match.start()] + _INDICATIVE[match[0]]
            position = match.end()
    return text + statement[position:]


def is_german_clause(words: Sequence[Word]) -> bool:
    """Whether German words are a main clause with a finite verb in its place."""
    if not words or words[-1].plain in _DANGLING or _lacks_subject(words):
        return False
    if words[0].plain in _SUBORDINATING and not _goes_on_with_verb(words):
        return False
    first = next((i + 1 for i, word in enumerate(words) if word.ends_part), len(words))
    if _wants(words[:first]) and not _goes_on_with_verb(words):
        return False
    finite = [i for i in range(len(words)) if (not words[i].capital or not i) and _is_finite_before(words, i)]
    if not finite and not (len(words) < 5 and not words[-1].capital and _is_german_verb(words[-1])):
        return False
    # "ein Verbot nicht rechtens ist": the verb of a clause behind "wonach" ends it.
    closing = first - 1
    only = [i for i in finite if i < first] == [closing] and not words[closing].capital
    only = only or finite == [len(words) - 1]
    return not (only and max(closing, finite[-1] if finite else 0) > 3 and not _goes_on_with_verb(words))


def _wants(words: Sequence[Word]) -> bool:
    """Whether an infinitive is all that the words hold: "offene Fragen zu klären", "jeden anzugreifen"."""
    infinitive = any(words[i].plain == "zu" and words[i + 1].plain.endswith("n") for i in range(len(words) - 1))
    joined = re.compile(r"(?:ab|an|auf|aus|bei|ein|her|hin|mit|nach|vor|weg)zu\w+n")
    infinitive = infinitive or any(joined.fullmatch(word.plain) for word in words[-2:])
    return infinitive and not any(
        _is_finite_before(words, i) and words[i - 1].plain != "zu" for i in range(len(words)) if not words[i].capital
    )


def _goes_on_with_verb(words: Sequence[Word]) -> bool:
    """Whether a finite verb follows a comma: "Wenn es regnet, bleibt er"."""
    return any(words[i - 1].ends_part and _is_german_verb(words[i]) for i in range(1, len(words)))


def _is_finite_before(words: Sequence[Word], index: int) -> bool:
    """Whether a word is a finite verb there, and no participle before the verb that it goes with."""
    word = words[index]
    if (word.capital and index) or not _is_german_verb(word):
        return False
    if word.plain in _GERMAN_FINITE:
        return not (index and words[index - 1].plain == "zu")
    following = words[index + 1].plain if index + 1 < len(words) else ""
    if following == "zu" and word.plain.endswith("en"):
        return False
    participle = _PARTICIPLE.match(word.plain) is not None or word.plain.endswith("iert")
    behind = any(_is_german_verb(each) and not each.capital for each in words[:index])
    helped = following in _GERMAN_FINITE | {"worden", "werden", "sein", "haben", "und"}
    return not (word.plain.endswith("t") and participle and (helped or behind))


def _opens_with_verb(words: Sequence[Word]) -> bool:
    if len(words) < 3 or words[0].ends_part or not _is_german_verb(words[0]) or _goes_on_with_verb(words):
        return False
    first = words[0].plain
    following = words[1].plain
    known = first in _GERMAN_FINITE or first in GERMAN_VERBS
    return known or (first.endswith(("t", "te", "ten")) and (following in DETERMINERS | _NOMINATIVE | {"sich", "in"}))


def _subject_end(words: Sequence[Word]) -> int:
    """How many words the subject has that a clause begins with; 0 where that is not sure."""
    article = words[0].plain in {"das", "dies"} and len(words) > 1 and words[1].capital
    if words[0].plain in _GERMAN_PRONOUNS and not article:
        return 1
    begin = 1 if words[0].plain in DETERMINERS | _NOMINATIVE else 0
    end = next((i for i in range(begin, len(words) - 1) if words[i].capital), len(words))
    if (not begin and end) or end - begin > 3:
        return 0
    while end < len(words) - 1 and words[end].capital:
        end += 1
    joined = end < len(words) and words[end].plain in _JOINED
    return 0 if joined or end >= len(words) or any(word.ends_part for word in words[: end - 1]) else end


def _lacks_subject(words: Sequence[Word]) -> bool:
    """Whether a finite verb opens the words and no other clause follows: "hatte Drohungen erhalten"."""
    if not words or (words[0].capital and not _opens_with_verb(words)):
        return False
    if any(word.ends_part for word in words[:-1]) and _goes_on_with_verb(words):
        return False
    return _opens_with_verb(words) or words[0].plain in _GERMAN_FINITE | GERMAN_VERBS


def _is_german_verb(word: Word) -> bool:
    plain = word.plain
    if plain in _GERMAN_FINITE or plain in GERMAN_VERBS:
        return True
    ending = plain.endswith(("t", "te", "ten", "ieren")) and len(plain) > 3
    return ending and plain not in _GERMAN_NO_VERB and not plain.endswith(("ste", "sten", "haft", "lichst"))
