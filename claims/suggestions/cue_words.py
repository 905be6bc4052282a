"""The English and German words that frames of reported speech are read by. Lists only, in lower case.

Kept apart from `vocabulary`, whose lists the speaker's guess rests on: these are more, since a frame is only looked
for right beside a passage.
"""

from claims.suggestions.vocabulary import ARTICLES, PREPOSITIONS, RELATIVE_PRONOUNS, REPORTING, REPORTING_GERMAN
from claims.text.word_lists import listed

ENGLISH_VERBS = REPORTING | listed(
    """
    calling describing vowing pledging suggesting confirming revealing ruled rules accuse announce argue insist admit
    acknowledge allege assert note declare suggest stress maintain vow pledge conclude
    believe think warn claimed report reporting write writing deny refute reject confirm urge urging hope hopes
    hoped fear fears feared expect expects expected predict predicts predicted threaten threatens threatened
    promise promises promised show shows showed find finds found complain complains complained remarked remarks
    observed recalled speculated estimates estimated conceded concedes contended contends testified tells
    rebutted contested disputed disputes cites cited
    """
)
# These are as often nouns, behind an article.
NOUNS_TOO = listed(
    """
    note stress call calls asks report pledge vow promise hope fear show find plan rules claim charge estimates
    estimate
    """
)
GERMAN_VERBS = REPORTING_GERMAN | listed(
    """
    hieß verlautete verlautet
    meldete meldeten meldet melden berichtet berichten erklärt erklären meint meinen teilt warnt warnen fordert
    fordern kritisiert kritisieren hofft hoffen hoffte hofften glaubt glauben glaubte drohte drohten droht
    befürchtet befürchten befürchtete fürchtet prognostiziert prognostizierte schätzt schätzen schätzte rechnet
    rechnen verlangt verlangte beklagte beklagt verwies verwiesen verweist weist weisen stellte stellten stellt
    räumt wirft werfen kündigt kündigen gibt geben geht gehen ging gingen besagt besagen vermutet vermuten
    bekräftigte unterstrich bedauerte beteuerte entschuldigte begründete begründet hob hebt äußert äußern sprach
    sprachen spricht verkündet verspricht versprach empfiehlt empfehlen zitierte zitiert zeigte zeigten
    lobte nennt nennen merkte verneinte leugnete beschrieb beschreibt schreibt plädierte plädiert rief erinnerte
    mahnte ergänzte ergänzt
    """
)
# What parts from a German verb and stands at its clause's end.
GERMAN_PREFIXES = listed(
    "an ein vor mit zu aus hin bei fest klar bekannt heraus zurück ab auf dar hervor nach entgegen"
)
GERMAN_REPORTED = listed(
    """
    gesagt erklärt betont behauptet mitgeteilt berichtet bestätigt dementiert bestritten angekündigt geäußert
    gefordert gewarnt bekanntgegeben gegeben angegeben eingeräumt vorgeworfen kritisiert beklagt versichert
    bestanden gemeldet beschrieben bezeichnet zitiert genannt verkündet beschuldigt gedroht vermutet geschrieben
    hingewiesen zurückgewiesen zugesichert
    """
)
ENGLISH_AUXILIARIES = listed(
    """
    has have had is was were are be been being will would did does do may might could can should must cannot can't can’t
    """
)
GERMAN_AUXILIARIES = listed("hat haben habe hatte hatten ist sind war waren wurde wurden wird werden")
AUXILIARIES = ENGLISH_AUXILIARIES | GERMAN_AUXILIARIES
PASSIVE = listed("was were is are been being be wurde wurden wird werden")
# In the passive, whoever is quoted speaks.
QUOTED = listed("quoted cited zitiert reported")

BY = listed("by von durch vom")
FROM = BY | listed("from of")
THAT = listed("that dass daß")
AND = listed("and or but und oder sowie as well")
AND_ONLY = listed("and or und oder sowie &")

# Nouns that name what is said; a dass-clause, a that-clause or the speaker follows.
ENGLISH_SAYINGS = listed(
    """
    accusation accusations claim claims allegation allegations statement statements assertion assertions report
    reports suggestion suggestions charge charges remark remarks argument arguments belief warning warnings
    announcement comment comments contention insistence denial denials rumour rumours assurance assurances
    """
)
GERMAN_SAYINGS = listed(
    """
    behauptung behauptungen vorwurf vorwürfe aussage aussagen bericht berichte ansicht meinung auffassung
    erklärung ankündigung hinweis meldung meldungen anschuldigung anschuldigungen
    """
)
# "made by": between such a noun and its speaker.
MADE = listed("made raised levelled leveled voiced issued put repeated spread published erhobene erhobenen")

LAUT = listed("laut gemäß")
# "Nach Angaben der Polizei": "nach" reports only before these, or before a word that ends in one.
ANGABEN = tuple(
    listed(
        """
        angaben auskunft darstellung informationen ansicht meinung einschätzung aussage aussagen bericht
        berichten worten schätzung schätzungen meldung meldungen auffassung erkenntnissen mitteilung angabe
        ergebnis studie umfrage berechnungen zählung kriterien
        """
    )
)

# These open a clause, so that no noun phrase reaches across them.
CLAUSE_OPENERS = THAT | listed(
    """
    but while when because although though if whether after before since until as whereas where why how aber
    sondern denn weil da wenn ob wie nachdem bevor obwohl während als damit sodass indem who which whom whose
    """
)
# With the auxiliary and the last word before a passage, whatever the verb is: "hat … zugesichert, dass".
GERMAN_HAVING = listed("hat haben habe hatte hatten")
# What these open is no longer what the verb before them reports.
OWN_CLAUSES = listed("where while when because although since wo während weil obwohl nachdem bevor")
GERMAN_SUBORDINATING = listed("wie nachdem bevor obwohl während als da weil wenn indem dass daß sobald")
RELATIVE = RELATIVE_PRONOUNS | listed("whose whom den dem denen deren dessen")
RELATIVE_ENGLISH = listed("who which that")

ADVERBS = listed(
    """
    however meanwhile yesterday today later earlier then now moreover furthermore also still instead afterwards
    so again here there thus hence nevertheless nonetheless besides too first finally gestern heute morgen zudem
    außerdem allerdings jedoch dennoch trotzdem später zuvor danach dann damit darauf dazu dabei daraufhin
    hingegen dagegen inzwischen mittlerweile auch noch bereits schon nun hier dort deshalb daher deswegen
    anschließend zunächst schließlich ferner zugleich weiter weiterhin unterdessen ebenfalls erneut nur sich
    darüber davon dafür sodann
    """
)
DAYS = listed(
    """
    monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag freitag samstag
    sonnabend sonntag january february march april may june july august september october november december
    januar februar märz mai juni juli oktober dezember
    """
)
DAY_PREPOSITIONS = listed("on in at during after before since am im um seit vor nach by")
# "in a statement", "in einem Interview": says where it was said, not who said it.
OCCASIONS = listed(
    """
    statement interview speech briefing conference tweet post letter address article report message television
    interview gespräch rede erklärung pressekonferenz mitteilung pressemitteilung beitrag brief
    """
)
POSSESSIVE_PRONOUNS = listed("its his her their our my your sein seine seiner seinem seinen ihr ihre ihrer ihrem ihren")
SUBJECT_PRONOUNS = listed("he she it they we i er sie es wir ich man dieser diese")
# Behind a German noun these begin an object: "erklärte der Pilot seinen Gästen".
OBJECT_DETERMINERS = listed("dem den einen einem seinen seinem ihren ihrem ihm ihn ihr ihnen him her us them")
# "damit", "davon" before a clause belong to the verb that announces it.
ANNOUNCING = listed("damit davon darauf dazu darüber daran darin dafür")
# A noun phrase goes on after these, if a name or a noun follows.
INSIDE_PHRASE = listed("of for from de del di du des der von vom für aus im in at zum zur beim unter auf")
DETERMINERS = (
    ARTICLES
    | POSSESSIVE_PRONOUNS
    | listed(
        """
    this that these those some many several two three four both all no one any most other another dieser diese
    dieses diesem diesen einer eine ein eines einem einen mehrere viele einige zwei drei vier beide alle manche
    laufende
    """
    )
)
# Of those that speak, without a noun: "most said".
QUANTIFIERS = listed("some many several most few both others another one viele einige mehrere manche beide")
ALL_PREPOSITIONS = PREPOSITIONS | listed(
    """
    as about during after before over under between among through without within despite amid towards toward
    since until around behind beyond including via per upon unter über auf am um zwischen durch ohne während
    seit bis wegen trotz laut gegenüber vor hinter neben ab beim zwecks anlässlich angesichts außer entgegen
    zufolge absent amidst barring unlike
    """
)
# Past tenses that no ending tells.
PAST = listed(
    """
    met went came left took gave made held spoke sent saw won lost began became stood flew ran brought paid got
    put set led fell rose grew broke chose drew drove kept knew let sat sold fought felt hit read
    bit blew bound built burst caught clung cut dealt did dug drank ate fled flung froze got went hid hung hurt laid
    lay lent lit meant rang rode sank sang shook shot shut slept slid spent split spread stole stuck struck swept swung
    taught tore threw understood woke wore wept wove wound wrote seem seems try tries become becomes gets goes comes
    takes makes gives keeps begins brings knows wants needs
    """
)
