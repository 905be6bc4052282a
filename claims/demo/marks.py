"""The passages of the demo collection, each declared by the words that it stands on.

An editor's passages of an article stand in the order of marking. `words` are its fragments; cue and source are the
nearest occurrence of theirs.
"""

from dataclasses import dataclass

from claims.demo.cast import BLAME, DENIAL, EDITOR, EDITOR2, INTERVIEW, Person, Report
from claims.models.choices import DenialKind, DenialState, Mark


@dataclass(frozen=True, slots=True)
class Denied:
    """What a refutation denies: a claim by its short name, or words; `answers` is another mark's key."""

    claim: str = ""
    target: str = ""
    state: DenialState = DenialState.LINKED
    kind: DenialKind = DenialKind.DENIES
    answers: str = ""


@dataclass(frozen=True, slots=True)
class Marked:
    """A passage before it is made."""

    key: str
    article: Report
    by: Person
    mark: Mark
    words: tuple[str, ...]
    cue: str = ""
    source: str = ""
    speakers: tuple[str, ...] = ()
    via: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    denies: tuple[Denied, ...] = ()
    unattributed: bool = False
    note: str = ""


MARKS = (
    # -- Russia blames the West: read by two, settled and accepted
    Marked(
        "west fights", BLAME, EDITOR, Mark.ASSERTION,
        ("The West was fighting Russia “with the hands of the Ukrainians”",),
        cue="told", source="President Vladimir Putin", speakers=("Vladimir Putin",), states=("through Ukraine",),
    ),
    Marked(
        "positions", BLAME, EDITOR, Mark.ASSERTION,
        ("Kyiv", "hoped to improve its “negotiating positions” before any talks"),
        cue="said", source="he", speakers=("Vladimir Putin",), states=("positions",),
    ),
    Marked(
        "planned", BLAME, EDITOR, Mark.ASSERTION, ("that the United States and NATO helped to plan the operation",),
        cue="claims", source="Moscow", speakers=("Russia",), states=("US helped", "NATO helped"),
    ),
    Marked(
        "settlements", BLAME, EDITOR, Mark.ASSERTION, ("that Ukraine held 28 settlements",),
        cue="reported", source="Alexei Smirnov, the acting governor of the region", speakers=("Alexei Smirnov",),
        states=("28 settlements",),
    ),
    Marked(
        "coming home", BLAME, EDITOR, Mark.QUOTE, ("“Russia brought war to others,”", "“now it’s coming home.”"),
        cue="said", source="he", speakers=("Volodymyr Zelensky",), states=("brought war", "coming home"),
    ),
    Marked(
        "land", BLAME, EDITOR, Mark.ASSERTION, ("that Ukraine did not want to keep Russian land",),
        cue="said", source="His foreign ministry", speakers=("Ukrainian Ministry of Foreign Affairs",),
        states=("no land",),
    ),
    Marked(
        "settlement", BLAME, EDITOR, Mark.ASSERTION,
        ("The raid", "was meant to bring Moscow to a fair settlement"),
        cue="said", source="it", speakers=("Ukrainian Ministry of Foreign Affairs",), states=("fair settlement",),
    ),
    Marked(
        "kept", BLAME, EDITOR, Mark.ASSERTION,
        ("that Kyiv kept the plan from its allies so that nothing could leak",),
        cue="is widely assumed", unattributed=True, states=("kept secret",), note="Nobody is named.",
    ),
    Marked(
        "own voice", BLAME, EDITOR, Mark.ASSERTION,
        ("foreign troops have crossed the border in force for the first time since the Second World War",),
        note="This is the outlet’s own voice, so it is not marked.",
    ),
    Marked(
        "coming home, again", BLAME, EDITOR2, Mark.QUOTE,
        ("“Russia brought war to others,”", "“now it’s coming home.”"),
        cue="said", source="he", speakers=("Volodymyr Zelensky",), states=("coming home",),
    ),
    Marked(
        "planned, again", BLAME, EDITOR2, Mark.ASSERTION,
        ("the United States and NATO helped to plan the operation",),
        cue="claims", source="Moscow", speakers=("Russia",), states=("US helped",),
    ),
    # -- The US denies it: one reading with something returned, another that waits
    Marked(
        "charge", DENIAL, EDITOR, Mark.REFUTATION,
        ("Moscow’s charge that it helped to plan the attack on Russia’s Kursk region",),
        cue="has rejected", source="The United States", speakers=("United States",),
        denies=(Denied("US helped", answers="planned"),),
    ),
    Marked(
        "helped", DENIAL, EDITOR, Mark.ASSERTION, ("that it helped to plan the attack on Russia’s Kursk region",),
        cue="charge", source="Moscow", speakers=("Russia",), states=("US helped",),
    ),
    Marked(
        "notice", DENIAL, EDITOR, Mark.ASSERTION, ("Ukraine gave no notice before its troops crossed the border",),
        cue="According to", source="the White House", speakers=("United States",), states=("no notice",),
    ),
    Marked(
        "civilians", DENIAL, EDITOR, Mark.REFUTATION, ("another charge, that Ukrainian soldiers fire on civilians",),
        cue="turned down", source="the foreign ministry", speakers=("Ukrainian Ministry of Foreign Affairs",),
        denies=(Denied(target="Ukrainian soldiers fire on civilians", state=DenialState.NOT_HERE),),
    ),
    Marked(
        "peace", DENIAL, EDITOR, Mark.ASSERTION,
        ("The sooner Russia agreed to a “just peace”", "the sooner the raids would stop"),
        cue="said", source="its spokesman Heorhii Tykhyi", speakers=("Heorhii Tykhyi",), states=("just peace",),
    ),
    Marked(
        "held", DENIAL, EDITOR, Mark.REFUTATION,
        ("his men held 82 settlements, and not the 28 that the region’s governor had conceded to Putin on Monday",),
        cue="told", source="General Oleksandr Syrskyi, the Ukrainian commander-in-chief",
        speakers=("Oleksandr Syrskyi",), via=("Office of the President of Ukraine",), states=("82 settlements",),
        denies=(Denied("28 settlements", kind=DenialKind.DISPUTES, answers="settlements"),),
    ),
    Marked(
        "conceded", DENIAL, EDITOR, Mark.ASSERTION,
        ("the 28",),
        cue="had conceded", source="the region’s governor", speakers=("Alexei Smirnov",), states=("28 settlements",),
    ),
    Marked(
        "commandant", DENIAL, EDITOR, Mark.ASSERTION,
        ("that a military commandant’s office had been set up to keep order in the area",),
        cue="added", source="He", speakers=("Oleksandr Syrskyi",), via=("Office of the President of Ukraine",),
        states=("commandant",),
    ),
    Marked(
        "charge, again", DENIAL, EDITOR2, Mark.REFUTATION, ("Moscow’s charge that it helped to plan the attack",),
        cue="has rejected", source="The United States", speakers=("United States",),
        denies=(Denied("US helped", answers="planned"),),
    ),
    Marked(
        "dilemma", DENIAL, EDITOR2, Mark.ASSERTION,
        ("that the operation created “a real dilemma” for Vladimir Putin",),
        cue="said", source="President Joe Biden", speakers=("Joe Biden",), states=("dilemma",),
    ),
    Marked(
        "Krupets", DENIAL, EDITOR2, Mark.ASSERTION, ("that its troops had retaken Krupets",),
        speakers=("Russian Ministry of Defence",), states=("Krupets",),
    ),
    Marked(
        "left", DENIAL, EDITOR2, Mark.ASSERTION,
        ("More than a hundred thousand people have left their homes on the Russian side since the attack began",),
        cue="say", source="the regional authorities", speakers=("Kursk regional authorities",), states=("left",),
    ),
    # -- The interview: in work
    Marked(
        "operation", INTERVIEW, EDITOR, Mark.QUOTE,
        (
            "“The operation in the Kursk region,”",
            "“was also planned with the participation of NATO and Western special services.”",
        ),
        cue="told", source="Nikolai Patrushev", speakers=("Nikolai Patrushev",), via=("Izvestia",),
        states=("NATO helped", "services helped"),
    ),
    Marked(
        "ventured", INTERVIEW, EDITOR, Mark.ASSERTION,
        ("Without their help", "Kyiv “would not have ventured into Russian territory”"),
        cue="argued", source="he", speakers=("Nikolai Patrushev",), via=("Izvestia",), states=("not ventured",),
    ),
    Marked(
        "sovereignty", INTERVIEW, EDITOR, Mark.ASSERTION,
        ("American policy had created “all the prerequisites” for Ukraine to lose its sovereignty",),
        cue="held", source="he", speakers=("Nikolai Patrushev",), via=("Izvestia", "TASS"), states=("sovereignty",),
    ),
    Marked(
        "the West", INTERVIEW, EDITOR, Mark.REFUTATION, ("what the West had said about the matter",),
        cue="rejected", source="Patrushev", speakers=("Nikolai Patrushev",),
        denies=(Denied(state=DenialState.UNSAID),),
    ),
    Marked(
        "any part", INTERVIEW, EDITOR, Mark.REFUTATION, ("that Washington had any part in the operation",),
        cue="denied", source="American officials", speakers=("US officials",),
        denies=(Denied(state=DenialState.OPEN),),
    ),
    Marked(
        "fair", INTERVIEW, EDITOR, Mark.ASSERTION, ("a means to persuade Russia to enter “fair” negotiations",),
        cue="described", source="Mykhailo Podolyak, an adviser to President Zelensky",
        speakers=("Mykhailo Podolyak",),
    ),
    Marked(
        "accused", INTERVIEW, EDITOR, Mark.ASSERTION, ("a part in the Ukrainian attack on the Kursk region",),
        cue="has accused",
    ),
)  # fmt: skip
