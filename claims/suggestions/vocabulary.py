"""The English and German words by which the guesses go. Lists only, in lower case.

A guess is shown to the editor before anything is kept, so a list need not be complete, but what it holds must
mostly mean what it is listed for.
"""

from claims.text.word_lists import listed

ARTICLES = listed("the a an der die das den dem des le la les el los")

# These are names only in capitals: "us" is no US, "who" no WHO.
SMALL_WORDS = ARTICLES | listed(
    """
    us who it he she they we you i as am is so to no in at by on or and of for all may will er es sie ein
    eine und von un eu au ap ft man
    """
)

# What makes a name a mere affiliation: "head of the Kremlin", "Sprecher von".
PREPOSITIONS = listed("of for from at in to with by on into against von vom aus in im bei mit für gegen nach zum zur")

# A pronoun as a speaker: whom it may mean.
PERSON_PRONOUNS = listed("he she him er ihm ihn")
THING_PRONOUNS = listed("it es")
ANY_PRONOUNS = listed("they them sie ihnen")
PRONOUNS = PERSON_PRONOUNS | THING_PRONOUNS | ANY_PRONOUNS

RELATIVE_PRONOUNS = listed("who which that der die das welcher welche welches")

# Between a subject and the verb that reports, besides adverbs in -ly.
BETWEEN_SUBJECT_AND_VERB = listed(
    """
    has have had is was were be been being also then later again once now will would did does do not never
    even earlier still further since just hat haben habe hatte hatten ist war wurde auch später zudem
    bereits erneut
    """
)

REPORTING = listed(
    """
    said says say saying told tells claimed claims claim claiming stated stating announced announces added
    adds adding warned warns warning insisted insists insisting argued argues arguing denied denies denying
    rejected rejects rejecting refuted refutes refuting dismissed dismisses confirmed confirms confirming
    acknowledged acknowledges admitted admits accused accuses accusing alleged alleges alleging asserted
    asserts noted notes noting declared declares reported wrote writes tweeted posted explained explains
    replied responded suggested suggests stressed stresses emphasised emphasized quoted asked asks called
    calls described maintained maintains vowed pledged urged believes believed thinks thought implied blamed
    blames concluded disclosed revealed
    """
)
REPORTING_GERMAN = listed(
    """
    sagte sagt sagten sagen erklärte erklärten betonte betonten betont behauptete behaupteten behauptet
    teilte teilten meinte meinten berichtete berichteten bestätigte bestätigten dementierte dementierten
    bestritt bestritten bestreitet wies wiesen kritisierte kritisierten forderte forderten warnte warnten
    kündigte kündigten äußerte äußerten fügte fügten schrieb schrieben beschuldigte beschuldigten warf
    warfen erwiderte antwortete antworteten gab gaben entgegnete entgegneten mitteilte mitteilten empfahl
    empfahlen heißt verkündete versicherte versicherten vermutete bezeichnete räumte nannte
    """
)
