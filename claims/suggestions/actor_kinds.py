"""What actors of each kind are called in English and German: the nouns by which newcomers are told.

Lists in lower case, and one rule for those that no list can hold.
"""

from claims.text.word_lists import listed

# What a thing is called ends with one of these, in English as a word, in German as a word's end as well.
MEDIA = listed(
    """
    newspaper newspapers magazine broadcaster daily weekly tabloid website channel radio television tv
    zeitung tageszeitung magazin nachrichtenmagazin sender nachrichtensender nachrichtenagentur rundfunk
    fernsehen radiosender zeitschrift wochenzeitung
    """
)
NEWS = listed("news nachrichten press presse")
# Names of newspapers end with these.
MASTHEADS = listed(
    "times post journal gazette herald tribune news zeitung rundschau anzeiger allgemeine tageblatt nachrichten"
)
ORGANISATIONS = listed(
    """
    ministry ministries council commission committee party parliament government agency department office
    court union bank university institute company corporation association federation league army navy police
    military forces administration authority authorities foundation alliance service services organisation
    organization congress senate directorate bureau board staff embassy church club inc ltd group
    ministerium rat kommission ausschuss partei parlament regierung behörde behörden amt gericht verband
    verein bund universität institut unternehmen firma gesellschaft polizei armee staatsanwaltschaft
    gewerkschaft stiftung fraktion vorstand redaktion gmbh ag konzern nations fund watch zentralrat
    bundesrat bundestag kirche botschaft campaign campaigns team network networks companies firm firms
    organizations organisations pac pacs business businesses regulators lawyers courts household industry
    coalition house laboratory lab
    """
)
ORGANISATION_ENDINGS = tuple(
    listed(
        """
        ministerium kommission ausschuss partei parlament regierung behörde behörden gericht verband
        verein universität institut unternehmen gesellschaft polizei staatsanwaltschaft gewerkschaft
        stiftung organisation konzern vereinigung
        """
    )
)
DOCUMENTS = listed(
    """
    report study survey document poll letter memo dossier communique constitution treaty law bill act
    statement statistics bericht studie umfrage dokument brief verfassung vertrag gesetz grundgesetz
    mitteilung pressemitteilung erklärung gutachten statistik urteil polls polling surveys results record
    records data review email emails e-mail e-mails tweet tweets message messages book film movie ad ads
    advertisement article articles page website textbook timeline legislation laws rules documents analysis
    story stories post posts transcript transcripts reports studies disclosures filings filing estimate
    estimates petition petitions robocall robocalls letters memos statements ruling decision rule speech
    """
)
GROUPS = listed(
    """
    protesters demonstrators residents activists students workers rebels opposition critics voters families
    allies campaigners supporters opponents west lawmakers scientists researchers investors farmers anwohner
    demonstranten aktivisten studenten kritiker gegner wähler angehörige wissenschaftler forscher bauern
    arbeiter bürger befürworter entwickler members side sides audience crowd majority minority half third
    quarter percent handful delegates donors republicans democrats conservatives liberals progressives
    politicians friends parents adults americans attendees respondents teachers doctors nurses soldiers
    veterans immigrants refugees fans owners participants
    """
)
UNNAMED = listed(
    """
    official officials source sources witness witnesses expert experts analyst analysts diplomat diplomats
    people person spokesman spokeswoman spokesperson insider insiders aide aides observer observers
    commander man woman resident media sprecher sprecherin vertreter vertreterin zeuge zeugen augenzeuge
    augenzeugen experte experten beobachter diplomaten kreise kreisen angaben informationen berichte
    berichten medienberichte medienberichten medien quelle quellen beamter beamte mitarbeiter executive
    executives lawmaker adviser advisers advisor advisors strategist strategists reporter reporters editor
    editors journalist journalists candidate candidates nominee leader leaders member prosecutor prosecutors
    organizer organizers organiser host hosts caller callers pollster pollsters staffer staffers worker
    employee employees employer officer officers agent agents advocate advocates supporter opponent critic
    rival rivals scholar scholars professor professors lawyer lawyers attorney attorneys judge judges author
    authors owner manager managers pastor columnist columnists commentator commentators voter donor friend
    student activist protester operative operatives consultant consultants historian historians economist
    economists president governor senator mayor minister secretary congressman congresswoman representative
    spokespeople technologist technologists colleague colleagues assistant counsel producer producers allies
    ally confidant confidants staff personnel front-runner frontrunner hopeful
    head heads boss bosses chiefs deputies ministers
    """
)
STATES = listed("republic kingdom emirate sultanate republik königreich emirat sultanat")
# Words in capitals that stand in front of a person's name and are no part of it.
TITLES = listed(
    """
    mr mrs ms dr prof sir lord lady president minister chancellor prime foreign defence defense interior
    finance general colonel major captain senator governor mayor king queen prince princess pope bishop
    archbishop secretary ambassador judge professor director chairman chairwoman chief vice deputy former
    acting state spokesman spokeswoman herr frau kanzler kanzlerin bundeskanzler bundeskanzlerin
    bürgermeister oberbürgermeister bürgermeisterin leiter leiterin chef chefin sprecher sprecherin
    präsident präsidentin könig königin papst prinz trainer trainerin pilot pilotin anwalt anwältin richter
    richterin autor autorin direktor direktorin rep sen gov lt sgt rev hon representative leader speaker
    congressman congresswoman candidate nominee whip columnist reporter correspondent strategist adviser
    advisor manager analyst pollster researcher attorney magnate
    """
)
TITLE_ENDINGS = tuple(
    listed(
        """
        minister ministerin präsident präsidentin chef chefin sprecher sprecherin experte expertin
        vorsitzender vorsitzende vorstand leiter leiterin meister kanzler anwalt politiker politikerin
        """
    )
)
# Of more people than a list can hold: "ferrymen", "welders", "ornithologists"; and words that end so and are no people.
PEOPLE_ENDINGS = ("men", "women", "ists", "ians", "ers", "ors", "ees", "folk")
_NO_PEOPLE = listed(
    """
    others matters numbers powers orders offers letters papers computers rivers flowers towers corners chapters centers
    centres borders answers quarters headquarters barriers errors doors factors sectors colors colours mirrors floors
    fees trees degrees committees specimen regimen covers posters shelters shoulders fingers waters fires
    trousers motors reactors tractors engines winters
    summers dangers disasters encounters frontiers layers meters metres newspapers servers timers tigers trailers
    transfers triggers wonders rumors rumours favors favours humors vectors
    """
)
_SHORTEST = len("users") - 1


def are_people(plain: str) -> bool:
    """Whether a word in lower case is an English plural of those who do something."""
    return plain.endswith(PEOPLE_ENDINGS) and plain not in _NO_PEOPLE and len(plain) > _SHORTEST
