"""English words by which people speak, think, want and judge, with all their forms: what governs reported words.

Lists, and the rules by which English verbs are inflected; in lower case. Only for words right before or after a
passage: there a verb that no list of speech holds reports as well ("backed", "fears"). Pure.
"""

from claims.text.word_lists import listed

# Regular verbs, by their base.
_REGULAR = listed(
    """
    accept accuse acknowledge add address admire admit advise advocate affirm agree aim alert allege allow
    amplify analyze announce answer anticipate apologize appeal appear applaud appreciate approve argue
    articulate ask assail assert assess assume assure attack attest attribute authorize avoid back badmouth
    ban bash beg believe belittle bemoan berate blame blast boast boo brag brand brief broadcast calculate
    call caution celebrate censure challenge champion chant characterize charge cheer chide cite claim clarify
    command commend comment compare complain concede conclude concur condemn confess confirm congratulate
    consider contend contest continue contradict convey convince counsel counter cover credit cringe criticize
    crow cry debate decide declare decline decry deem defend define demand demean demonize demonstrate
    denigrate denounce deny depict deplore deride describe desire detail determine disagree disavow disclose
    discourage discover discuss disdain dislike dismiss disparage display dispute distance divulge document
    doubt downplay dub echo elaborate email embrace emphasize encourage endorse enjoy entertain envision
    epitomize estimate examine exclaim expect explain explore expose express extol favor fear feature flag
    float focus forecast frame fume furnish gauge glorify grant greet grieve guarantee guess hail hate
    hesitate highlight hint hope hypothesize identify ignore illustrate imagine imply impose include indicate
    inform inquire insinuate insist inspect instruct intend interpret introduce invite invoke join joke judge
    justify label lambaste lament lash laud learn lecture like list loathe lobby love maintain mandate mention
    mock muse name need negotiate nickname nominate note notice notify oblige observe offer opine oppose order
    outline overstate paint pan perceive persuade pinpoint plan plead pledge plot ponder portray posit post
    praise predict prefer prescribe present press presume pretend proclaim profess project promise promote
    prompt pronounce propose protest publicize publish push query question quip quote rail rank rant rate
    realize reason reassure rebuff rebuke recall recite recognize recommend recount refer reference refuse
    refute regard register reiterate reject relate relay release remark remember remind reminisce renounce
    repeat reply report repudiate request require rescind resolve respond restate retort retweet reveal review
    ridicule rip rule savage scoff scold scorn scream seem share shout shrug sign signal signify slam slander
    snap sneer specify speculate spotlight state stipulate stress stump suggest summarize support suppose
    surmise suspect tap target taunt tease telegraph testify text thank theorize threaten tout trash treat
    trumpet tweet underline underscore unveil urge use utter value vent verify view vilify voice volunteer
    vote vow want warn weigh welcome whine whisper wish witness wonder worry yell
    """
)
# Base, past, participle; where the last two are the same it stands once.
_FORMS = """
    say said; tell told; think thought; know knew known; see saw seen; find found; feel felt; hear heard; hold
    held; keep kept; lay laid; make made; mean meant; put put; read read; seek sought; send sent; set set;
    show showed shown; speak spoke spoken; swear swore sworn; teach taught; take took taken; understand
    understood; write wrote written; foresee foresaw foreseen; give gave given; begin began begun; choose
    chose chosen; forget forgot forgotten; cast cast; draw drew drawn; bring brought; get got gotten; go went
    gone; come came come; leave left; lead led; meet met; rebut rebutted; admit admitted; refer referred;
    prefer preferred; rip ripped; pan panned; dub dubbed; plan planned; snap snapped; slam slammed; brag
    bragged; plot plotted; tap tapped; quip quipped; ban banned; flag flagged; equip equipped; fight fought;
    win won; become became become; spend spent; stand stood; lose lost; pay paid; run ran run; buy bought
"""
_IRREGULAR = {base: tuple(forms) for base, *forms in (entry.split() for entry in _FORMS.split(";"))}
_DOUBLING = listed("rebut admit refer prefer rip pan dub plan snap slam brag plot tap quip ban flag equip begin forget")


def _present(base: str) -> str:
    if base.endswith("y") and base[-2] not in "aeiou":
        return base[:-1] + "ies"
    return base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")


def _past(base: str) -> str:
    if base.endswith("e"):
        return base + "d"
    return base[:-1] + "ied" if base.endswith("y") and base[-2] not in "aeiou" else base + "ed"


def _progressive(base: str) -> str:
    if base in _DOUBLING or base in {"get", "put", "set", "run", "win"}:
        return base + base[-1] + "ing"
    return (base[:-1] if base.endswith("e") and not base.endswith(("ee", "ye")) else base) + "ing"


_SPELLED = frozenset(base.replace("ize", "ise").replace("yze", "yse") for base in _REGULAR) | {"favour"}
_BASES = _REGULAR | _SPELLED | _IRREGULAR.keys() | listed("have do try attempt start fail stop help refuse")
# "fears", "back": often nouns; verbs behind a subject.
PRESENT = _BASES | frozenset(map(_present, _BASES)) | listed("has does")
# "backed": verbs, unless a determiner stands before them.
PAST_FORMS = (
    frozenset(map(_past, _REGULAR | _SPELLED))
    | frozenset(form for forms in _IRREGULAR.values() for form in forms)
    | listed("had did tried attempted started failed stopped helped")
)
PROGRESSIVE = frozenset(map(_progressive, _BASES))
GOVERNING = PRESENT | PAST_FORMS | PROGRESSIVE

# Behind a form of "to be" or "to feel" they say what somebody thinks: "is confident that", "was critical of".
ATTITUDES = listed(
    """
    adamant afraid amazed ambivalent angry anxious apologetic appalled appreciative ashamed aware bitter bold
    bullish careful cautious certain clear committed concerned confident content convinced critical curious
    cynical dedicated delighted determined devoted disappointed dismayed dismissive doubtful dubious eager
    enthusiastic excited fearful fond frustrated furious glad grateful happy hesitant hopeful horrified
    impressed indifferent insistent interested keen mindful nervous offended open opposed optimistic outraged
    pessimistic pleased positive proud puzzled quick ready reluctant resentful respectful sad satisfied scared
    sceptical serious shocked skeptical sorry stunned supportive sure surprised suspicious sympathetic
    terrified thankful thrilled tired unaware uncertain uncomfortable unconvinced unhappy unsure unwilling
    upset vocal wary weary willing worried
    """
)
# What somebody's words, thoughts or wishes are called: "her criticism of", "Vane’s repeated calls for".
STANCES = listed(
    """
    account accusation accusations admiration admission advice affection allegation allegations ambition anger
    announcement answer anxiety apology appeal appeals approach approval argument arguments assertion
    assertions assessment assurance attack attacks attitude awareness backing belief beliefs bid blame call
    calls challenge characterization claim claims comment comments commitment complaint complaints concern
    concerns conclusion condemnation confession confidence contempt contention conviction coverage criticism
    criticisms critique critiques decision declaration defence defense demand demands denial denials
    denunciation depiction description desire details devotion disagreement disapproval disdain dislike
    dismissal displeasure doubt doubts embrace endorsement enthusiasm estimate evidence expectation
    expectations explanation fear fears feeling feelings fondness forecast frustration grievance grievances
    hatred hope hopes idea ideas inclination insistence intention intentions interpretation invitation
    judgement judgment knowledge mockery motive motives objection objections opinion opinions opposition order
    orders outrage passion plan plans plea pleas pledge pledges portrayal position positions praise prediction
    predictions preference preferences promise promises proposal proposals query question questions quip
    reaction recommendation recommendations refusal rejection reluctance remark remarks reply report reports
    request requests resentment response responses rhetoric ridicule rumor rumors scepticism scorn sentiment
    skepticism stance statement statements stress suggestion suggestions support surprise suspicion suspicions
    sympathy testimony theory thought thoughts threat threats tweet tweets understanding view views vision vow
    vows warning warnings wish wishes worries worry
    """
)
# By these somebody meets with words of others: "faced criticism", "drew praise", "answered questions".
RECEIVING = listed(
    """
    face faces faced facing draw draws drew drawing drawn receive receives received receiving get gets got getting
    attract attracts attracted attracting spark sparks sparked sparking prompt prompts prompted prompting trigger
    triggers triggered triggering fuel fuels fueled fuelled fueling elicit elicits elicited eliciting earn earns
    earned earning win wins won winning enjoy enjoys enjoyed enjoying answer answers answered answering field fields
    fielded fielding dodge dodges dodged dodging provoke provokes provoked provoking meet meets met meeting
    """
)
# "led them to believe", "left them wondering": whom they bring to it speaks.
CAUSING = listed(
    """
    lead leads led leading leave leaves left leaving prompt prompts prompted prompting cause causes caused causing
    force forces forced forcing compel compels compelled compelling drive drives drove driven
    """
)
RAISING = listed("raise raises raised raising includes include included")
# Between a verb and the words that it governs: "went after", "spoke out about", "pointed out", "told of".
PARTICLES = listed(
    """
    about after against around as at away back between down for forward from in into like of off on out over
    past through to toward towards up upon with
    """
)
# "made it clear", "made clear", "let it be known".
_OBJECTS = listed("it clear clearly known public note")
TAILS = PARTICLES | _OBJECTS | listed("that whether how why what also directly only not")
ADVERBS = listed(
    """
    all almost always even ever far first further just later long more most nearly never no often once
    previously quite rather repeatedly soon very yet
    """
)
COPULAS = listed(
    "is are was were am be been being 's ’s 're ’re 'm ’m feel feels felt seem seems seemed remain remains"
)
MODALS = listed(
    """
    aren't aren’t can can't cannot can’t could couldn't couldn’t did didn't didn’t do does doesn't doesn’t
    don't don’t hadn't hadn’t hasn't hasn’t haven't haven’t isn't isn’t may might must never not shall should
    shouldn't shouldn’t to wasn't wasn’t weren't weren’t will won't won’t would wouldn't wouldn’t
    """
)
