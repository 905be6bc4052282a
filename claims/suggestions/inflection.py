"""English verbs as far as a claim's wording needs them: what is finite, and the form behind a single third person.

Lists, and the questions asked of them; pure. A verb that no list holds is not inflected: the wording is
left to a person.
"""

from claims.text.word_lists import listed

# Those that are hardly ever a noun.
_VERBS_ONLY = listed(
    """
    accept achieve acknowledge add admire admit advise agree allow announce appear apply appreciate approve
    argue arrive ask assume assure avoid be become begin believe belong blame bring build buy call carry cause
    cease choose collect come commit compare complain condemn confirm confuse consider contain continue
    contribute convince create decide declare defeat defend define deliver demand deny depend describe deserve
    destroy determine develop die disagree discover discuss dismiss doubt earn eat elect eliminate embrace
    emerge enable encourage engage enjoy ensure enter establish exist expand expect explain express fail fall
    favor feel fight find fit follow forget get give go grow guess happen hate hear help hide hire hold hope
    identify ignore imagine improve include increase insist intend introduce invest invite involve join keep
    kill know lack lead learn leave lie like listen live lose love maintain make manage matter mean meet need
    oppose owe own pay perform permit persuade pledge predict prefer prepare present prevent propose protect
    prove provide pursue push put raise reach read realize realise receive recognize recognise recommend
    reduce refer reflect refuse regret reject rely remain remember remind remove repeat replace require resent
    resist respect respond restore retain reveal run save say see seek seem sell send serve set settle share
    sit speak spend stand stay stick stop struggle succeed suffer suggest support suppose survive suspect
    swear take talk teach tell tend thank think threaten throw travel treat trust try turn understand urge use
    vote wait walk want warn watch welcome win wish wonder work worry write abandon absorb accuse adopt
    advance advocate affect amount attend attract avoid await bear betray boast borrow breathe celebrate cite
    clarify coincide combine command commission compete comply concede conclude conduct conflict confront
    constitute construct contradict convey cooperate correspond criticize criticise damage date decline defy
    delay delight differ diminish direct disappoint disclose distract divide dominate donate drag drink eat
    echo encounter endorse enforce equal escape evolve examine exceed exclude exercise exert expire exploit
    explore export expose extend favour feature file fill finance finish float fly forbid forgive found fulfil
    fulfill function fund generate govern grant guarantee guide halt handle harm hinder host hunt hurt imply
    import impose indicate inform inherit inspire integrate interfere invade invent investigate justify land
    launch lean leak lift lobby long manipulate match merit monitor motivate negotiate neglect note notice
    obey object observe obtain occupy occur operate organize organise originate outline outnumber participate
    penalize perceive persist pick plead please possess predate preserve pretend print privilege proceed
    process produce prohibit prompt protest prosper publish punish qualify question quit quote recall reckon
    recover refuse regain reign reinforce relate relax renew rent repair report represent rescue research
    resemble resign resolve resort respect retire retreat reunite rest rob rule ruin sacrifice scare search
    secure select separate shape shoot sign signal signify sing slow solve sound spare spark spread steal stem
    strengthen stretch submit substitute sue suit supply surpass surround suspend sustain swing symbolize
    tackle taste tear tempt test thrive top touch trace track trade train transfer transform translate trigger
    undermine undertake unite update upset utilize vary view violate visit volunteer wear weigh widen withdraw
    witness yield
    """
)
# As often nouns as verbs.
_NOUNS_TOO = listed(
    """
    aim answer attack back benefit call campaign care cause challenge change charge claim close concern
    contact control cost count cover cut damage deal demand desire doubt effort end face fear fight focus
    force hand help hit hold hope impact influence interest judge lack laugh lead lie limit link look love
    march mark matter measure mind move name need offer open order place plan play point position post praise
    press promise push question race raise reach reason regard release report rest result return reward rise
    risk rule run say score sense share shift show sound stand start state step stop stress strike struggle
    study support surprise talk target threat travel trust try turn use view visit vote vow wait walk want
    watch welcome win wish wonder work worry advance boast celebrate command commission conduct conflict
    damage date decline delay delight drink echo equal escape exercise exploit export favor favour feature
    file fill finance finish float fly function fund grant guarantee guide halt handle harm host hunt hurt
    import land launch leak lobby match merit monitor note notice object outline pick print privilege process
    produce prompt protest quote recall reign rent repair rescue research resort retreat sacrifice scare
    search separate shape sign signal slow spark spread stem stretch substitute suit supply swing taste tear
    test top touch trace track trade train transfer trigger update upset volunteer witness yield lift long
    lean fall meet fit
    """
)
BASES = _VERBS_ONLY | _NOUNS_TOO
_MODALS = listed("will would can could may might must should shall cannot ought")
_NO_FINITE_BASE = listed("be")
# Past tenses that do not end in -ed.
_PAST = listed(
    """
    came went made took got gave said told knew saw thought found left lost led held met ran rose fell kept
    began spent sent put set cut hit paid built brought became felt heard stood spoke wrote chose broke drew
    grew bought sold won fought caught taught sought threw flew rode drove wore swore stole shot sat slept
    shook sang sank struck stuck hung dealt meant laid lay forgot forgave understood withdrew undertook
    overcame let cost hurt shut split spread read bid
    """
)
# The same form says that something was done to it: "the law made by them".
_ED_BUT_NO_VERB = listed(
    """
    need indeed hundred red bed speed seed feed breed united sacred wicked naked bleed deed greed weed shed
    sled creed hatred kindred exceed proceed succeed embed
    """
)
# The form of an auxiliary behind one single third person, by its form behind several.
SINGULAR = {
    "are": "is",
    "were": "was",
    "have": "has",
    "do": "does",
    "am": "is",
    "don't": "doesn't",
    "aren't": "isn't",
    "weren't": "wasn't",
    "haven't": "hasn't",
}
_SINGULAR = {
    **SINGULAR,
    "'re": " is",
    "'m": " is",
    "'ve": " has",
}
_PLURAL = {
    "am": "are",
    "is": "are",
    "was": "were",
    "has": "have",
    "does": "do",
    "doesn't": "don't",
    "isn't": "aren't",
    "wasn't": "weren't",
    "hasn't": "haven't",
    "'re": " are",
    "'m": " are",
    "'ve": " have",
    "'s": " are",
}
_ALIKE = {"'ll": " will"}
# Behind these "'d" is "had", and "'s" may be "has".
_HAD = listed("been had better rather gone done got become seen taken given made said known come")
_HAS = listed("been had got become gone done")
_AUXILIARIES = listed("is are was were am has have had do does did") | _MODALS
_SIBILANT = ("s", "x", "z", "ch", "sh", "o")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'"})


def plain(word: str) -> str:
    """In lower case, with the typewriter's apostrophe."""
    return word.lower().translate(_APOSTROPHES)


def third_person(base: str) -> str:
    """A base form as a single third person has it: "believe" → "believes"."""
    if base in _SINGULAR:
        return _SINGULAR[base]
    if base.endswith("y") and base[-2:-1] not in "aeiou":
        return f"{base[:-1]}ies"
    return base + ("es" if base.endswith(_SIBILANT) else "s")


_THIRD = {third_person(base): base for base in BASES}


def behind_singular(verb: str) -> str | None:
    """The verb as it stands behind a single third person, for one that stood behind "I", "we" or "they".

    None where that cannot be told.
    """
    word = plain(verb)
    if word in _SINGULAR:
        return _like(_SINGULAR[word], verb)
    if is_past(word) or word in _MODALS or word in _ALIKE or word.endswith("n't") or word in {"had", "did", "was"}:
        return verb
    return third_person(word) if word in BASES else None


def behind_plural(verb: str) -> str:
    """The verb behind several, for one that stood behind "I", "it", "he" or "she"."""
    word = plain(verb)
    if word in _PLURAL:
        return _like(_PLURAL[word], verb)
    return _THIRD.get(word, verb)


def expanded(contraction: str, following: str) -> str:
    """The verb that is contracted in "'s", "'d", "'ll", with a space before it; `following` is the next word."""
    word = plain(contraction)
    if word == "'d":
        return " had" if following in _HAD or following.endswith("ed") else " would"
    if word == "'s":
        return " has" if following in _HAS else " is"
    return _ALIKE.get(word, contraction)


def is_past(word: str) -> bool:
    """Whether a word in lower case looks like a past tense."""
    return word in _PAST or (word.endswith("ed") and len(word) > 3 and word not in _ED_BUT_NO_VERB)


def is_auxiliary(word: str) -> bool:
    """Whether a word in lower case is a finite auxiliary, or one with "not" or another verb contracted to it."""
    return word in _AUXILIARIES or word.endswith(("n't", "'re", "'m", "'ve", "'ll", "'d"))


def is_modal(word: str) -> bool:
    """Whether a base form follows the word: "will", "can't", "does"."""
    return word.removesuffix("n't") in _MODALS | {"do", "does", "did", "wo", "ca"} or word.endswith(("'ll", "'d"))


def is_third_person(word: str) -> bool:
    """Whether a word in lower case is a known verb as a single third person has it."""
    return word in _THIRD


def is_base(word: str) -> bool:
    """Whether a word in lower case is a known verb's base form, which is the finite one behind several."""
    return word in BASES and word not in _NO_FINITE_BASE


def may_be_noun(word: str) -> bool:
    """Whether a verb's form is as often a noun."""
    return word in {"lives", "leaves", "thanks"} or word in _NOUNS_TOO or _THIRD.get(word) in _NOUNS_TOO


def _like(form: str, verb: str) -> str:
    """With the apostrophe that the article sets."""
    return form.replace("'", "’") if "’" in verb else form
