"""Every public function of the language code, set to read a text that is made to be slow to read.

`CASES` has an entry for each function: from a text it makes what the function is given, and answers a call that can be
timed. The texts are in `hostile_texts`.
"""

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

from claims.spans import Spans
from claims.suggestions import (
    actor_kinds,
    antecedents,
    appositions,
    attribution,
    claim_guesses,
    claim_pronouns,
    claim_proposals,
    claim_text,
    clause_openers,
    clauses,
    coordination,
    genders,
    german_clauses,
    german_reporting,
    governing_words,
    inflection,
    language_rules,
    names,
    new_actors,
    noun_phrases,
    participles,
    person_names,
    polarity,
    pronoun_agreement,
    pronoun_words,
    pronouns,
    reporting_nouns,
    reporting_sentence,
    reporting_verbs,
    similarity,
    speaker_candidates,
    speaker_mentions,
    speakers,
    subjects,
    titles,
    tokens,
    verb_agreement,
    verbs,
)
from claims.suggestions.attribution import Frame, Framed
from claims.suggestions.claim_guesses import KnownClaim
from claims.suggestions.claim_text import ClaimWording
from claims.suggestions.pronouns import Candidate
from claims.suggestions.similarity import Known
from claims.suggestions.speakers import Neighbour
from claims.text import (
    abbreviations,
    characters,
    enumeration,
    folding,
    foreign_words,
    language_detection,
    quotation_marks,
    quotations,
    scripts,
    segments,
    sentence_ends,
    sentences,
    word_lists,
)

type Call = Callable[[], Any]


REGISTER: dict[str, int] = {"us": 1, "the us": 1, "nato": 2, "ada vane": 3, "x": 4, "a": 5, "kyiv": 6}
_CANDIDATES = [
    Candidate("the US", "state", speaks=True),
    Candidate("Ada Vane", "person"),
    Candidate("A and B", several=True),
]
_FRAME = Frame(Spans(((0, 1),)), Spans(((4, 5),)))


def _at_each_word(text: str, asked: Callable[[list[tokens.Word], int], Any]) -> Call:
    """A question about a place among words, asked of the first two hundred, as `says_something` does."""
    words = tokens.words_in(text, 0, len(text))[:200]
    return lambda: [asked(words, index) for index in range(len(words))]


def _middle(words: str) -> Spans:
    half = len(words) // 2
    return Spans(((half, half + 10), (half + 12, half + 20)))


@lru_cache(maxsize=4)
def _words(words: str) -> list[tokens.Word]:
    return tokens.words_in(words, 0, len(words))


@lru_cache(maxsize=4)
def _draft(words: str) -> ClaimWording:
    return claim_text.claim_wording(words, "")


def _known(words: str) -> list[Known[KnownClaim, int]]:
    return [
        Known(KnownClaim(1, words), words, 1, frozenset({1}), frozenset({2})),
        Known(KnownClaim(2, "A is B."), "A is B.", 2),
    ]


def _neighbours(words: str) -> list[Neighbour[int]]:
    half = len(words) // 2
    places = [Spans(((at, at + 2),)) for at in range(0, half - 4, max(half // 300, 8))]
    return [Neighbour(place, "quote", (1,)) for place in (*places, Spans(((half - 3, half - 1),)))]


def _goes_on(words: str) -> Iterator[bool]:
    half = len(words) // 2
    for stop in range(half, half + 20):
        yield abbreviations.goes_on(words, 0, stop, stop + 1, len(words), alone=True)


def _each_third(words: str) -> list[int]:
    length = len(_words(words))
    return sorted({0, length // 3, length // 2, max(length - 1, 0)} & set(range(length)))


CASES: dict[str, Callable[[str], Call]] = {
    "abbreviations.goes_on": lambda t: lambda: list(_goes_on(t)),
    "verb_agreement.agreeing": lambda t: lambda: [
        verb_agreement.agreeing(t, max(at - 5, 0), at, before="we", plural=False) for at in (0, 5, len(t) // 2)
    ],
    "clauses.is_question": lambda t: lambda: clauses.is_question(t),
    "clauses.says_something": lambda t: lambda: [clauses.says_something(t, each) for each in ("en", "de", "")],
    "tokens.limits_beside": lambda t: lambda: tokens.limits_beside(t, _middle(t)),
    "tokens.surroundings": lambda t: lambda: tokens.surroundings(t, _middle(t)),
    "tokens.gaps": lambda t: lambda: list(tokens.gaps(_middle(t))),
    "tokens.words_in": lambda t: lambda: tokens.words_in(t, 0, len(t)),
    "tokens.span_of": lambda t: (lambda w: lambda: tokens.span_of(t, w, (0, len(w))) if w else None)(_words(t)),
    "characters.splits_character": lambda t: lambda: [
        characters.splits_character(t, at, start) for at in (len(t) // 2, len(t) - 1) for start in (0, len(t) // 4)
    ],
    "claim_guesses.stated_guesses": lambda t: (
        lambda draft: lambda: claim_guesses.stated_guesses(
            draft, t, language="en", candidates=_CANDIDATES, register=REGISTER, persons=["ada vane"], known=_known(t)
        )
    )(_draft(t)),
    "claim_guesses.denied_guesses": lambda t: lambda: claim_guesses.denied_guesses(
        t, _known(t), REGISTER, nested=[KnownClaim(9, t)], position=9, speakers=[1]
    ),
    "coordination.coordinations": lambda t: (lambda w: lambda: coordination.coordinations(t, w, REGISTER))(_words(t)),
    "coordination.apart": lambda t: lambda: coordination.apart(t, REGISTER),
    "coordination.mended": lambda t: lambda: [coordination.mended(t, at) for at in (0, len(t) // 2)],
    "coordination.is_plural": lambda t: lambda: coordination.is_plural(t),
    "coordination.capital": lambda t: lambda: coordination.capital(t),
    "folding.fold": lambda t: lambda: folding.fold(t),
    "folding.folded_signs": lambda t: lambda: list(folding.folded_signs(t)),
    "folding.asked": lambda t: lambda: folding.asked(t),
    "attribution.frame_of": lambda t: lambda: attribution.frame_of(
        t, _middle(t), [Framed(Spans(((0, 3),)), Frame(Spans(((4, 5),))))] * 9
    ),
    "speakers.is_pronoun": lambda t: lambda: speakers.is_pronoun(t),
    "speakers.speaker_from_source": lambda t: lambda: speakers.speaker_from_source(t, REGISTER),
    "speakers.speaker_from_pronoun": lambda t: (
        lambda near: lambda: speakers.speaker_from_pronoun(t, len(t), near, lambda actor: actor > 1)
    )(_neighbours(t)),
    "speakers.continued_from": lambda t: (lambda near: lambda: speakers.continued_from(t, _middle(t), near))(
        _neighbours(t)
    ),
    "german_reporting.german_clause": lambda t: (
        lambda w: lambda: [
            german_reporting.german_clause(w, i, follows=each) for i in _each_third(t) for each in (True, False)
        ]
    )(_words(t)),
    "german_reporting.auxiliary_before": lambda t: (
        lambda w: lambda: [german_reporting.auxiliary_before(w, i) for i in _each_third(t)]
    )(_words(t)),
    "governing_words.governing_verb": lambda t: (lambda w: lambda: governing_words.governing_verb(w))(_words(t)),
    "governing_words.addressing_verb": lambda t: (lambda w: lambda: governing_words.addressing_verb(w))(_words(t)),
    "governing_words.stance": lambda t: (lambda w: lambda: governing_words.stance(w))(_words(t)),
    "governing_words.is_passive": lambda t: (
        lambda w: lambda: governing_words.is_passive(w, 0, len(w)) if w else None
    )(_words(t)),
    "governing_words.causer": lambda t: (
        lambda w: lambda: [governing_words.causer(w, i) for i in _each_third(t)]
    )(_words(t)),
    "governing_words.receives": lambda t: (
        lambda w: lambda: governing_words.receives(w, 0, len(w), (0, len(w))) if w else None
    )(_words(t)),
    "governing_words.is_verb": lambda t: (
        lambda w: lambda: [governing_words.is_verb(w, i) for i in _each_third(t)]
    )(_words(t)),
    "actor_kinds.are_people": lambda t: lambda: actor_kinds.are_people(t),
    "similarity.content_words": lambda t: lambda: similarity.content_words(t, REGISTER),
    "similarity.stem": lambda t: lambda: similarity.stem(t),
    "similarity.dice": lambda t: (lambda one: lambda: similarity.dice(one, one[1:]))(t.split(" ")),
    "similarity.alike": lambda t: lambda: similarity.alike(t, _known(t), REGISTER),
    "similarity.likely_denied": lambda t: lambda: similarity.likely_denied(t, _known(t), REGISTER, speakers=[1]),
    "speaker_mentions.source_of": lambda t: lambda: speaker_mentions.source_of(t, _middle(t), ["a", "the us"]),
    "speaker_mentions.stands_in": lambda t: lambda: speaker_mentions.stands_in(t, [t, "ada vane", "the us"]),
    "speaker_mentions.shares_cue": lambda t: (
        lambda: speaker_mentions.shares_cue(t, _middle(t), _FRAME, Spans(((2, 3),)))
    ),
    "speaker_mentions.mentioned": lambda t: lambda: speaker_mentions.mentioned(t, _middle(t), REGISTER),
    "speaker_mentions.inside_sentence": lambda t: lambda: speaker_mentions.inside_sentence(t),
    "names.name_candidates": lambda t: lambda: names.name_candidates(t),
    "names.tokens_of": lambda t: lambda: names.tokens_of(t),
    "names.bare": lambda t: lambda: names.bare(t),
    "names.find_names": lambda t: (lambda tokens: lambda: names.find_names(tokens, REGISTER))(t.split(" ")),
    "names.best_name": lambda t: lambda: names.best_name(t, REGISTER),
    "names.surnames": lambda t: lambda: names.surnames({t: 1, **{f"ada {piece}": 2 for piece in t.split(" ")}}),
    "titles.word_before": lambda t: lambda: [titles.word_before(name, t) for name in ("a", "Vane", "said", t[-9:])],
    "titles.given_names": lambda t: lambda: [list(titles.given_names(name, t)) for name in ("a", "Vane", "said")],
    "titles.places": lambda t: lambda: [list(titles.places(name, t)) for name in ("a", "Vane", "said")],
    "new_actors.new_actor": lambda t: lambda: [new_actors.new_actor(t, t), new_actors.new_actor("Vane", t)],
    "new_actors.kind_of": lambda t: lambda: [new_actors.kind_of(t, t), new_actors.kind_of("Vane", t)],
    "verbs.verb_like": lambda t: (lambda w: lambda: [verbs.verb_like(w, i) for i in _each_third(t)])(_words(t)),
    "verbs.verb_group": lambda t: (lambda w: lambda: [verbs.verb_group(w, i) for i in _each_third(t)])(_words(t)),
    "person_names.person_in": lambda t: (lambda w: lambda: person_names.person_in(w))(_words(t)),
    "person_names.name_length": lambda t: (lambda w: lambda: person_names.name_length(w))(_words(t)),
    "person_names.is_title": lambda t: lambda: person_names.is_title(t),
    "person_names.in_full": lambda t: lambda: [person_names.in_full(name, t) for name in ("a", "Vane", "said")],
    "person_names.is_common": lambda t: lambda: [person_names.is_common(name, t) for name in ("A", "Vane", "Said")],
    "noun_phrases.phrase_before": lambda t: (
        lambda w: lambda: [
            noun_phrases.phrase_before(w, i, owned=each) for i in _each_third(t) for each in (True, False)
        ]
    )(_words(t)),
    "noun_phrases.phrase_after": lambda t: (
        lambda w: lambda: [noun_phrases.phrase_after(w, i) for i in _each_third(t)]
    )(_words(t)),
    "noun_phrases.main_subject": lambda t: (lambda w: lambda: noun_phrases.main_subject(w))(_words(t)),
    "appositions.is_apposition": lambda t: (
        lambda w: lambda: appositions.is_apposition(w, 0, len(w)) if w else None
    )(_words(t)),
    "appositions.with_apposition": lambda t: (
        lambda w: lambda: [appositions.with_apposition(w, i + 1) for i in _each_third(t)]
    )(_words(t)),
    "appositions.with_descriptions": lambda t: (
        lambda w: lambda: [appositions.with_descriptions(w, i + 1) for i in _each_third(t)]
    )(_words(t)),
    "appositions.says_more": lambda t: (
        lambda w: lambda: appositions.says_more(w, 0, len(w))
    )(_words(t) or _words("a")),
    "antecedents.subjects_before": lambda t: lambda: antecedents.subjects_before(t, 0, len(t)),
    "appositions.is_setting": lambda t: (
        lambda w: lambda: appositions.is_setting(w, 0, len(w))
    )(_words(t) or _words("a")),
    "appositions.is_participle": lambda t: (
        lambda w: lambda: [appositions.is_participle(w, i) for i in _each_third(t)]
    )(_words(t)),
    "claim_proposals.proposals": lambda t: (
        lambda draft: lambda: claim_proposals.proposals(
            draft, _CANDIDATES, language="en", names=REGISTER, persons=["ada vane"], stated=[t, "A is B."], text=t
        )
    )(_draft(t)),
    "claim_proposals.sentence_case": lambda t: lambda: claim_proposals.sentence_case(t, REGISTER, t),
    "claim_proposals.plural_candidates": lambda t: lambda: claim_proposals.plural_candidates(t, 0, len(t), REGISTER),
    "pronoun_words.sort_of": lambda t: lambda: pronoun_words.sort_of(t),
    "pronoun_words.owns": lambda t: lambda: pronoun_words.owns("her", t),
    "quotation_marks.marks": lambda t: lambda: list(quotation_marks.marks(t)),
    "quotation_marks.is_solid": lambda t: lambda: quotation_marks.is_solid(t),
    "quotation_marks.in_word": lambda t: lambda: quotation_marks.in_word(t[:1]),
    "quotations.unpaired": lambda t: lambda: quotations.unpaired(t),
    "quotations.quotations": lambda t: lambda: quotations.quotations(t, 0, len(t)),
    "quotations.inner_quotations": lambda t: lambda: quotations.inner_quotations(t, 0, len(t)),
    "quotations.quotations_around": lambda t: lambda: quotations.quotations_around(t, *_middle(t).pairs[0]),
    "quotations.quotations_beside": lambda t: lambda: [
        quotations.quotations_beside(t, _middle(t)),
        quotations.quotations_beside(t, Spans(((0, 1), (len(t) - 1, len(t))))),
    ],
    "quotations.quotation_at": lambda t: lambda: quotations.quotation_at(t, len(t) // 2),
    "quotations.form_of": lambda t: lambda: [
        quotations.form_of(t, _middle(t)),
        quotations.form_of(t, Spans(((0, len(t)),))),
        quotations.form_of(t, Spans(tuple((at, at + 2) for at in range(0, len(t) - 2, max(len(t) // 90, 3))))),
    ],
    "pronouns.bound_gaps": lambda t: (lambda draft: lambda: pronouns.bound_gaps(draft, ["ada vane"]))(_draft(t)),
    "language_detection.detected": lambda t: lambda: language_detection.detected(t),
    "language_detection.detected_or": lambda t: lambda: language_detection.detected_or(t, usual="en"),
    "enumeration.enumeration": lambda t: lambda: enumeration.enumeration([t, t, t]),
    "foreign_words.language_by_script": lambda t: lambda: foreign_words.language_by_script("ar", t),
    "foreign_words.language_by_words": lambda t: lambda: foreign_words.language_by_words("ar", t),
    "scripts.is_foreign": lambda t: lambda: [scripts.is_foreign(each, t) for each in ("ja", "de")],
    "scripts.scripts_of": lambda t: lambda: scripts.scripts_of(t),
    "claim_pronouns.filled": lambda t: (
        lambda draft: lambda: [list(claim_pronouns.filled(draft, _CANDIDATES, quoted=each)) for each in (True, False)]
    )(_draft(t)),
    "claim_pronouns.possessive": lambda t: lambda: claim_pronouns.possessive(t),
    "genders.may_mean": lambda t: lambda: [genders.may_mean("he", t, t), genders.may_mean("she", "Mr Vane", t)],
    "genders.gender_of": lambda t: lambda: [genders.gender_of("Ada Vane", t, t), genders.gender_of(t, "", t)],
    "pronouns.without_dummies": lambda t: (lambda draft: lambda: pronouns.without_dummies(draft))(_draft(t)),
    "pronouns.wording_in": lambda t: lambda: pronouns.wording_in(t, ["a", "the us"], "X"),
    "pronouns.in_order": lambda t: (
        lambda many: lambda: pronouns.in_order(_CANDIDATES, many, t)
    )([Candidate(word) for word in t.split(" ")]),
    "reporting_verbs.read_before": lambda t: (
        lambda w: lambda: [reporting_verbs.read_before(w, that=that) for that in (True, False)]
    )(_words(t)),
    "reporting_verbs.read_after": lambda t: (lambda w: lambda: reporting_verbs.read_after(w))(_words(t)),
    "reporting_sentence.words_beside": lambda t: lambda: reporting_sentence.words_beside(t, _middle(t)),
    "reporting_sentence.outlet_words": lambda t: lambda: list(reporting_sentence.outlet_words(t)),
    "reporting_nouns.said_by": lambda t: (lambda w: lambda: reporting_nouns.said_by(w))(_words(t)),
    "reporting_nouns.saying": lambda t: (lambda w: lambda: reporting_nouns.saying(w) if w else None)(_words(t)),
    "reporting_nouns.according": lambda t: (lambda w: lambda: reporting_nouns.according(w, -1))(_words(t)),
    "segments.segments": lambda t: lambda: segments.segments(t),
    "sentences.paragraphs": lambda t: lambda: list(sentences.paragraphs(t)),
    "sentences.sentences": lambda t: lambda: list(sentences.sentences(t, 0, len(t))),
    "sentences.sentence_around": lambda t: lambda: sentences.sentence_around(t, *_middle(t).pairs[0]),
    "sentences.blocks": lambda t: lambda: sentences.blocks(t),
    "sentences.blocks_touching": lambda t: (
        lambda found: lambda: sentences.blocks_touching(found, len(t) // 2, len(t))
    )(sentences.blocks(t)),
    "sentence_ends.full_stop": lambda t: lambda: sentence_ends.full_stop(t),
    "inflection.plain": lambda t: lambda: inflection.plain(t),
    "inflection.third_person": lambda t: lambda: inflection.third_person(t),
    "inflection.behind_singular": lambda t: lambda: inflection.behind_singular(t),
    "inflection.behind_plural": lambda t: lambda: inflection.behind_plural(t),
    "inflection.expanded": lambda t: lambda: inflection.expanded("'d", t),
    "german_clauses.indicative": lambda t: lambda: german_clauses.indicative(t),
    "german_clauses.is_german_clause": lambda t: (
        lambda words: lambda: german_clauses.is_german_clause(words)
    )(tokens.words_in(t, 0, len(t))[:200]),
    "german_clauses.subject_first": lambda t: lambda: german_clauses.subject_first(t),
    "german_clauses.verb_second": lambda t: lambda: german_clauses.verb_second(t),
    "clause_openers.opens_object_clause": lambda t: _at_each_word(t, clause_openers.opens_object_clause),
    "clause_openers.opens_relative": lambda t: _at_each_word(t, clause_openers.opens_relative),
    "clause_openers.opens_soft": lambda t: _at_each_word(t, clause_openers.opens_soft),
    "participles.is_shut": lambda t: (lambda words: lambda: words and participles.is_shut(words))(
        tokens.words_in(t, 0, len(t))
    ),
    "participles.may_be_participle": lambda t: _at_each_word(t, participles.may_be_participle),
    "polarity.is_turned": lambda t: lambda: [polarity.is_turned(t, "that it", t), polarity.is_turned(t, t, "said")],
    "pronoun_agreement.agrees": lambda t: (
        lambda: [pronoun_agreement.agrees("it", Candidate(t), german=each) for each in (True, False)]
    ),
    "pronoun_agreement.can_stand": lambda t: lambda: pronoun_agreement.can_stand(Candidate(t, "unnamed")),
    "pronoun_agreement.is_single": lambda t: lambda: pronoun_agreement.is_single(Candidate(t, "unnamed")),
    "pronoun_agreement.stands_in_plural": lambda t: (
        lambda: pronoun_agreement.stands_in_plural(Candidate("half of " + t))
    ),
    "inflection.is_past": lambda t: lambda: inflection.is_past(t),
    "inflection.is_auxiliary": lambda t: lambda: inflection.is_auxiliary(t),
    "inflection.is_modal": lambda t: lambda: inflection.is_modal(t),
    "inflection.is_third_person": lambda t: lambda: inflection.is_third_person(t),
    "inflection.is_base": lambda t: lambda: inflection.is_base(t),
    "inflection.may_be_noun": lambda t: lambda: inflection.may_be_noun(t),
    "word_lists.listed": lambda t: lambda: word_lists.listed(t),
    "speaker_candidates.speaker_of": lambda t: (
        lambda near: lambda: speaker_candidates.speaker_of(
            t, len(t), register=REGISTER, neighbours=near, is_person=lambda actor: actor > 1, name_of=str, text=t
        )
    )(_neighbours(t)),
    "subjects.subject_of": lambda t: (
        lambda w: lambda: [subjects.subject_of(w, i, i) for i in _each_third(t)]
    )(_words(t)),
    "subjects.stance_subject": lambda t: (
        lambda w: lambda: [subjects.stance_subject(w, i) for i in _each_third(t)]
    )(_words(t)),
    "subjects.antecedent": lambda t: (
        lambda w: lambda: [subjects.antecedent(w, i) for i in _each_third(t) if i]
    )(_words(t)),
    "subjects.before_parenthesis": lambda t: (
        lambda w: lambda: [subjects.before_parenthesis(w, i) for i in _each_third(t) if i]
    )(_words(t)),
    "language_rules.tongue_of": lambda t: (
        lambda: [language_rules.tongue_of(language, t) for language in ("", "en", "ar")]
    ),
    "claim_text.own_words": lambda t: (
        lambda draft: lambda: claim_text.own_words(draft._replace(is_sentence=False), t)
    )(claim_text.claim_wording(t, "")),
    "claim_text.claim_wording": lambda t: lambda: claim_text.claim_wording(t, ""),
}  # fmt: skip
