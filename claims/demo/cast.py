"""Who works on the demo collection, who speaks in its articles, and what is claimed there."""

from dataclasses import dataclass
from datetime import date

from claims.models.actors import ActorKind
from claims.permissions import Role

SLUG = "kursk"
NAME = "Kursk, August 2024"
GUIDELINES = """\
How the incursion into the Kursk region was reported in its first days: **who said what, and who denied it.**

- Mark what somebody says about the attack, its planning and its aims. What the outlet says in its own voice is
  not marked.
- *Moscow*, *the Kremlin* and *Washington* stand for their states; a ministry speaks for itself.
- One claim, one sentence: “the US and NATO helped” are two claims, since each could be denied alone.
- Link each refutation to the claim it denies, in whichever article that stands.
"""


@dataclass(frozen=True, slots=True)
class Person:
    """One of those who work on it; none of them exists."""

    username: str
    name: str
    role: Role


@dataclass(frozen=True, slots=True)
class Report:
    """An article: its text stands in the file of that name in `texts`."""

    file: str
    title: str
    outlet: str
    published: date


@dataclass(frozen=True, slots=True)
class Speaker:
    """An entry of the register; those of the seed (states, ministries, outlets) need only their name and kind."""

    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    affiliation: str = ""


EDITOR = Person("editor", "Edda Lind", Role.EDITOR)
EDITOR2 = Person("editor2", "Emil Novak", Role.EDITOR)
REVIEWER = Person("reviewer", "Rosa Ferrer", Role.REVIEWER)
MANAGER = Person("manager", "Mira Okoro", Role.MANAGER)
READER = Person("reader", "Ravi Shah", Role.READER)
PEOPLE = (EDITOR, EDITOR2, REVIEWER, MANAGER, READER)

BLAME = Report("1-blame.txt", "Russia blames the West as Kursk attack goes on", "Meridian Wire", date(2024, 8, 14))
DENIAL = Report("2-denial.txt", "US rejects any part in the attack on Kursk", "The Tidewater Ledger", date(2024, 8, 15))
INTERVIEW = Report("3-interview.txt", "Patrushev sees NATO’s hand in Kursk", "Meridian Wire", date(2024, 8, 16))
REPORTS = (BLAME, DENIAL, INTERVIEW)

# Those that others belong to come first.
SPEAKERS = (
    Speaker("Russia", ActorKind.STATE, ("Moscow", "the Kremlin")),
    Speaker("Ukraine", ActorKind.STATE, ("Kyiv",)),
    Speaker("United States", ActorKind.STATE, ("the US", "Washington", "the White House")),
    Speaker("Ukrainian Ministry of Foreign Affairs", ActorKind.ORGANISATION, (), "Ukraine"),
    Speaker("Russian Ministry of Defence", ActorKind.ORGANISATION, (), "Russia"),
    Speaker("Izvestia", ActorKind.MEDIA),
    Speaker("TASS", ActorKind.MEDIA),
    Speaker("Office of the President of Ukraine", ActorKind.ORGANISATION, ("the presidency",), "Ukraine"),
    Speaker("Kursk regional authorities", ActorKind.ORGANISATION, (), "Russia"),
    Speaker("US officials", ActorKind.UNNAMED, ("American officials",), "United States"),
    Speaker("Vladimir Putin", ActorKind.PERSON, ("Putin",), "Russia"),
    Speaker("Nikolai Patrushev", ActorKind.PERSON, ("Patrushev",), "Russia"),
    Speaker("Alexei Smirnov", ActorKind.PERSON, ("Smirnov",), "Russia"),
    Speaker("Volodymyr Zelensky", ActorKind.PERSON, ("Zelensky", "Zelenskyy"), "Ukraine"),
    Speaker("Heorhii Tykhyi", ActorKind.PERSON, ("Tykhyi",), "Ukrainian Ministry of Foreign Affairs"),
    Speaker("Oleksandr Syrskyi", ActorKind.PERSON, ("Syrskyi",), "Ukraine"),
    Speaker("Mykhailo Podolyak", ActorKind.PERSON, ("Podolyak",), "Office of the President of Ukraine"),
    Speaker("Joe Biden", ActorKind.PERSON, ("Biden",), "United States"),
)

# What is claimed, by the short names that `marks` uses.
CLAIMS = {
    "through Ukraine": "The West fights Russia through Ukraine.",
    "positions": "Ukraine wants to improve its position in negotiations.",
    "US helped": "The United States helped to plan the attack on the Kursk region.",
    "NATO helped": "NATO helped to plan the attack on the Kursk region.",
    "services helped": "Western special services helped to plan the attack on the Kursk region.",
    "28 settlements": "Ukraine holds 28 settlements in the Kursk region.",
    "82 settlements": "Ukraine holds 82 settlements in the Kursk region.",
    "brought war": "Russia brought war to others.",
    "coming home": "The war is coming home to Russia.",
    "no land": "Ukraine does not want to keep Russian land.",
    "fair settlement": "The attack is meant to bring Russia to a fair settlement.",
    "kept secret": "Ukraine kept the plan of the attack from its allies.",
    "no notice": "Ukraine gave the United States no notice of the attack.",
    "dilemma": "The attack puts Putin in a dilemma.",
    "just peace": "The raids into Russia will stop once Russia agrees to a just peace.",
    "commandant": "Ukraine has set up a military commandant’s office in the Kursk region.",
    "Krupets": "Russian troops have retaken Krupets.",
    "left": "More than a hundred thousand people on the Russian side have left their homes.",
    "not ventured": "Ukraine would not have ventured into Russia without help from the West.",
    "sovereignty": "American policy has created the prerequisites for Ukraine to lose its sovereignty.",
}
