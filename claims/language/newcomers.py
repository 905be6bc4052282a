"""An actor that the register lacks, as the words of an article introduce it: the name and the kind to propose.

Made of words of the article only, and read by a few signs of English and German; the editor sees both before they
are kept. The kinds are those of the register (`ActorKind`). Pure: words in, words out.
"""

from collections.abc import Sequence
from itertools import takewhile
from typing import Literal, NamedTuple

from claims.language.beside import Word, words_in
from claims.language.cues import DETERMINERS
from claims.language.naming import given_names, word_before
from claims.language.vocabulary import ARTICLES, PRONOUNS, listed

type Kind = Literal["person", "state", "organisation", "group", "document", "media", "unnamed", "unknown"]

# What a thing is called ends with one of these, in English as a word, in German as a word's end as well.
_MEDIA = listed(
    """
    newspaper newspapers magazine broadcaster daily weekly tabloid website channel radio television tv zeitung
    tageszeitung magazin nachrichtenmagazin sender nachrichtensender nachrichtenagentur rundfunk fernsehen
    radiosender zeitschrift wochenzeitung
    """
)
_NEWS = listed("news nachrichten press presse")
# Names of newspapers end with these.
_MASTHEADS = listed(
    "times post journal gazette herald tribune news zeitung rundschau anzeiger allgemeine tageblatt nachrichten"
)
_ORGANISATIONS = listed(
    """
    ministry ministries council commission committee party parliament government agency department office court
    union bank university institute company corporation association federation league army navy police military
    forces administration authority authorities foundation alliance service services organisation organization
    congress senate directorate bureau board staff embassy church club inc ltd group ministerium rat kommission
    ausschuss partei parlament regierung behörde behörden amt gericht verband verein bund union universität
    institut unternehmen firma gesellschaft polizei armee staatsanwaltschaft gewerkschaft stiftung fraktion
    vorstand redaktion gmbh ag bank konzern organisation nations fund watch zentralrat bundesrat bundestag
    kirche botschaft
    """
)
_ORGANISATION_ENDINGS = tuple(
    listed(
        """
        ministerium kommission ausschuss partei parlament regierung behörde behörden gericht verband verein universität
        institut unternehmen gesellschaft polizei staatsanwaltschaft gewerkschaft stiftung organisation konzern
        vereinigung
        """
    )
)
_DOCUMENTS = listed(
    """
    report study survey document poll letter memo dossier communique constitution treaty law bill act statement
    statistics bericht studie umfrage dokument brief verfassung vertrag gesetz grundgesetz mitteilung
    pressemitteilung erklärung gutachten statistik urteil
    """
)
_GROUPS = listed(
    """
    protesters demonstrators residents activists students workers rebels opposition critics voters families
    allies campaigners supporters opponents west lawmakers scientists researchers investors farmers anwohner
    demonstranten aktivisten studenten opposition kritiker gegner wähler angehörige wissenschaftler forscher
    bauern arbeiter bürger befürworter entwickler
    """
)
_UNNAMED = listed(
    """
    official officials source sources witness witnesses expert experts analyst analysts diplomat diplomats
    people person spokesman spokeswoman spokesperson insider insiders aide aides observer observers commander
    man woman resident media sprecher sprecherin vertreter vertreterin zeuge zeugen augenzeuge augenzeugen
    experte experten beobachter diplomat diplomaten kreise kreisen angaben informationen berichte berichten
    medienberichte medienberichten medien quelle quellen beamter beamte mitarbeiter
    """
)
_STATES = listed("republic kingdom emirate sultanate republik königreich emirat sultanat")
# Words in capitals that stand in front of a person's name and are no part of it.
_TITLES = listed(
    """
    mr mrs ms dr prof sir lord lady president minister chancellor prime foreign defence defense interior finance
    general colonel major captain senator governor mayor king queen prince princess pope bishop archbishop
    secretary ambassador judge professor director chairman chairwoman general chief vice deputy former acting
    state spokesman spokeswoman herr frau kanzler kanzlerin bundeskanzler bundeskanzlerin bürgermeister
    oberbürgermeister bürgermeisterin leiter leiterin chef chefin sprecher sprecherin präsident präsidentin
    könig königin papst prinz professor trainer trainerin pilot pilotin anwalt anwältin richter richterin autor
    autorin direktor direktorin
    """
)
_TITLE_ENDINGS = tuple(
    listed(
        """
        minister ministerin präsident präsidentin chef chefin sprecher sprecherin experte expertin vorsitzender
        vorsitzende vorstand leiter leiterin meister kanzler anwalt politiker politikerin
        """
    )
)
_PARTICLES = listed("von van der de den del della di du da dos al el bin ibn ben zu vom la le ten ter")
_THINGS = _ORGANISATIONS | _MEDIA | _NEWS | _MASTHEADS | _DOCUMENTS | _GROUPS | _STATES | _UNNAMED
_GERMAN_DETERMINERS = listed("der die das des dem den ein eine einer eines einem einen")
_LONGEST_NAME = 5
# Nobody is introduced in more code points; what comes behind them is not read.
_MOST_READ = 1000


class Newcomer(NamedTuple):
    """The name and kind to propose for an actor that is not in the register."""

    name: str
    kind: Kind


def new_actor(source_words: str, text: str = "") -> Newcomer | None:
    """Whom the source words introduce; None if they name nobody ("he", "it").

    With the article's `text`, a lone surname is given as that text has it in full.
    """
    words = _without_brackets(" ".join(source_words[:_MOST_READ].split())).strip(" ,;:")
    tokens = words_in(words, 0, len(words))
    if not tokens or all(token.plain in PRONOUNS or token.plain in DETERMINERS for token in tokens):
        return None
    person = _person(tokens)
    if person:
        name = _written(words, person)
        return Newcomer(_in_full(name, text) if len(person) == 1 else name, "person")
    outlet = _outlet(tokens)
    if outlet:
        return Newcomer(_written(words, outlet), "media")
    while len(tokens) > 1 and tokens[0].plain in ARTICLES:
        tokens = tokens[1:]
    name = _written(words, tokens)
    kind = kind_of(name)
    if kind == "unknown" and len(tokens) == 1:
        full = _in_full(name, text)
        return Newcomer(full, "person" if full != name else kind_of(name, text))
    return Newcomer(name, kind)


def kind_of(name: str, words: str = "") -> Kind:
    """What sort of actor a name is, by its own words; a lone name also by the title before it in `words`."""
    tokens = words_in(name, 0, len(name))
    if not tokens:
        return "unknown"
    head = _head(tokens)
    for nouns, kind in _HEADS:
        if head in nouns:
            return kind
    if _person(tokens) and len(tokens) > 1:
        return "person"
    plain = [token.plain for token in tokens if token.capital]
    if any(word in _STATES for word in plain):
        return "state"
    if any(word in _ORGANISATIONS or word.endswith(_ORGANISATION_ENDINGS) for word in [head, *plain]):
        return "organisation"
    last = tokens[-1]
    if len(tokens) == 1 and name.isupper() and len(name) > 1:
        return "organisation"
    if last.plain and not last.capital and any(token.plain.isdecimal() for token in tokens):
        return "unnamed"
    return "person" if _is_title(word_before(name, words).lower()) else "unknown"


_HEADS: tuple[tuple[frozenset[str], Kind], ...] = (
    (_UNNAMED, "unnamed"),
    (_MEDIA | _MASTHEADS, "media"),
    (_DOCUMENTS, "document"),
    (_GROUPS, "group"),
    (_STATES, "state"),
    (_ORGANISATIONS, "organisation"),
)


def _head(tokens: Sequence[Word]) -> str:
    """The noun that the words are about: the last before "of", "for", "in" or a comma."""
    last = tokens[0].plain
    for index, token in enumerate(tokens):
        if index and token.plain in _BEHIND:
            break
        last = token.plain
        if token.ends_part:
            break
    return last.removesuffix("’s").removesuffix("'s")


_BEHIND = listed("of for from by in at on with to who familiar close near der des von vom für aus im bei auf zu unter")


def _person(tokens: Sequence[Word]) -> list[Word] | None:
    """The words of a person's name: a part of its own, or what follows titles at the end of the first part."""
    parts = _parts(tokens)
    whole = [part for part in parts if len(part) > 1 and _name_length(part) == len(part)]
    for part in [*whole, *parts]:
        length = _name_length(part)
        named = part[len(part) - length :]
        cut = next((i + 1 for i in range(len(named) - 1, -1, -1) if _ends_title(named[i])), 0)
        german = any(word.plain in _GERMAN_DETERMINERS for word in part[: len(part) - length])
        if german and length > 2 and not cut:
            # "der erste Astronaut Yang Liwei": German nouns are in capitals as well.
            cut = 1
        named = named[cut:]
        if named and not _is_thing(named) and (len(named) > 1 or (cut and _is_title(part[-2].plain))):
            return named
    return None


def _parts(tokens: Sequence[Word]) -> list[list[Word]]:
    parts: list[list[Word]] = [[]]
    for token in tokens:
        parts[-1].append(token)
        if token.ends_part:
            parts.append([])
    return [part for part in parts if part]


def _name_length(part: Sequence[Word]) -> int:
    """How many words at the end of a part could be a name: capitals, and particles between them."""
    length = 0
    for index in range(len(part) - 1, -1, -1):
        word = part[index]
        before = part[index - 1] if index else None
        inside = length and word.plain in _PARTICLES and before and (before.capital or before.plain in _PARTICLES)
        if not (word.capital and word.plain) and not inside:
            break
        if word.possessive or (word.plain in _BEHIND and not inside) or word.plain in ARTICLES - _PARTICLES:
            break
        length += 1
    return length


def _without_brackets(words: str) -> str:
    """Without what stands in brackets, and the space before them; a bracket that is never closed stays."""
    kept = []
    position = 0
    while (opening := words.find("(", position)) >= 0 and (closing := words.find(")", opening)) >= 0:
        kept.append(words[position:opening].rstrip())
        position = closing + 1
    return "".join([*kept, words[position:]])


def _is_title(plain: str) -> bool:
    return plain in _TITLES or plain.endswith(_TITLE_ENDINGS)


def _ends_title(word: Word) -> bool:
    """Whether a name may begin behind this word: "… Council Nikolai Patrushev", "Bundesfinanzminister Peer …"."""
    return _is_title(word.plain) or word.plain in _ORGANISATIONS


def _is_thing(named: Sequence[Word]) -> bool:
    """Whether the last or the first word tells that these are no person."""
    if len(named) > _LONGEST_NAME:
        return True
    ends = {named[0].plain, named[-1].plain}
    return not _THINGS.isdisjoint(ends) or any(word.endswith(_ORGANISATION_ENDINGS) for word in ends)


def _outlet(tokens: Sequence[Word]) -> list[Word] | None:
    """The words of an outlet's name beside what it is: "Izvestia newspaper", "die Nachrichtenagentur Petra"."""
    for index, token in enumerate(tokens):
        agency = token.plain == "agency" and index and tokens[index - 1].plain in _NEWS
        if token.plain not in _MEDIA and not agency:
            continue
        behind = tokens[index + 1 : index + 1 + _LONGEST_NAME]
        named = list(takewhile(lambda word: word.capital or not word.plain, behind))
        if not named:
            before = tokens[: index - 1] if agency else tokens[:index]
            named = list(before[len(before) - _name_length(before) :])
        if named:
            return named
    return None


def _written(words: str, tokens: Sequence[Word]) -> str:
    """The words as written, without quotation marks around a name."""
    return words[tokens[0].start : tokens[-1].end].strip("“”„\"«»'‚‘ ")


def _in_full(name: str, text: str) -> str:
    """A lone surname with the given name that the text has before it, once at least."""
    for given in given_names(name, text):
        known = given.lower()
        plain = known not in DETERMINERS and not _is_title(known) and known not in _ORGANISATIONS
        if given[0].isupper() and plain and not given.isupper() and not known.endswith("ing"):
            return f"{given} {name}"
    return name
