"""Where a full stop ends no sentence: abbreviations, initials and ordinals, in English, German and some others.

Lists, and the one question asked of them; pure. What is not listed ends a sentence where the next word is
not in lower case. Matched as written, since "Art." is an article of a law and "art." the end of a sentence.
"""

import re

from claims.text.word_lists import listed

# Stand before a name: never the end.
_BEFORE_NAME = listed(
    """
    Mr Mrs Ms Mx Messrs Dr Prof Gen Col Lt Maj Capt Cmdr Cdr Adm Sgt Cpl Pvt Brig Sen Rep Gov Pres Rev Hon
    St Ste Mt Mme Mlle Hr Hrn Fr Frl Dipl Ing Mag Vgl vgl vs bzw ca evtl ggf sog inkl exkl zzgl approx cf
    gegr geb gest engl dt frz russ dz
    """
)
# The same in other languages; none of them is a word of English or German that ends a sentence.
_BEFORE_NAME |= listed(
    """
    डॉ डा प्रो श्री सुश्री पं मो कु स्व ले एस पी के आर जी वी एम एन डी बी सी ए टी यू एल जे एच ডা ড প্রো মো মোঃ அ டாக்டர் திரு
    د أ م ا ج دكتور פרופ עו גב
    г ул им акад проф тыс руб см напр др гр тов κ κα κος δρ Δρ
    MM Mmes Mlles Mgr Sra Srta Sres Dra Dña Excmo Ud Uds Sig Sigg Dott Avv Exmo
    dhr mevr prof dr drs św ul gen płk mgr inż pani str Doç Av Sn
    """
)
# Stand before a number: the end unless one follows.
_BEFORE_NUMBER = listed(
    """
    No Nos no nos Nr Art Arts Abs Fig Vol Bd Abb Kap Tel Sec Ch pp p S Jan Feb Mar Apr Jun Jul Aug Sep Sept
    Oct Nov Dec Mrz Okt Dez
    """
)
# May end a sentence, and do where a word follows that mostly begins one.
_MAY_END = listed(
    """
    a.m p.m etc usw al Inc Ltd Corp Co Bros Jr Sr Mio Mrd Tsd Chr Str Std Min Jh Jhd Hs est
    """
)
_BEGINNERS = listed(
    """
    The This That These Those He She It They We You His Her Its Their Our In On At But And However Meanwhile
    When While If As An After Before Since Some Many Most There What Who Why How For From With Under Last
    Although Yet Der Die Das Er Sie Es Wir Ein Eine Im Am Bei Nach Auch Doch Aber Und Dabei Damit Seit Zudem
    Als Wenn Dies Diese Dieser
    """
)
# German ordinals are digits with a full stop: before a month, and after a word that a noun follows.
_MONTHS = listed(
    """
    Januar Jänner Februar März April Mai Juni Juli August September Oktober November Dezember
    """
)
_BEFORE_ORDINAL = listed(
    """
    am vom zum zur im beim bis ab seit insgesamt der die das dem den des ein eine einem einen einer ihr ihre
    ihrem ihren sein seine seinem seinen und Am Vom Zum Im Der Die Das Den Dem
    """
)
_LETTER = r"[A-Za-zÀ-ɏͰ-ϿЀ-ԯ\u05d0-\u05ea\u0621-\u064a]"
_INITIALS = re.compile(rf"(?:{_LETTER}\.-?)*{_LETTER}")
_INITIAL_BEFORE = re.compile(rf"{_LETTER}\.")
_ORDINAL = re.compile(r"[0-9]{1,2}")
_NEXT_WORD = re.compile(r"[“„\"‘‚'«»‹›(\[{¿¡]*+(\w{0,20})")
_OPENING = "“„\"‘‚'«»‹›([{¿¡—–-״「『"
_FORMER = ("then-", "ex-", "former-", "vice-")
# Longer than any word of the lists, the one before it, and the space between them.
_LOOK_BACK = 40


def goes_on(text: str, begin: int, stop: int, following: int, end: int, *, alone: bool) -> bool:
    """Whether the sentence that began at `begin` goes on after the marks at `stop`.

    `following` is where the next word begins, before `end`; `alone` that the marks are a single full stop.
    """
    match = _NEXT_WORD.match(text, following, end)
    word = match[1] if match else ""
    if word[:1].islower():
        return True
    if not alone or stop == begin or text[stop - 1].isspace():
        return False
    tokens = text[max(begin, stop - _LOOK_BACK) : stop].split()
    # "then-Sen. Brand": the office behind the hyphen.
    token = tokens[-1].lstrip(_OPENING)
    token = token.rpartition("-")[2] if token.startswith(_FORMER) else token
    previous = tokens[-2].lstrip(_OPENING) if len(tokens) > 1 else ""
    if token in _BEFORE_NAME:
        return True
    if token in _BEFORE_NUMBER and word[:1].isdecimal():
        return True
    if _ORDINAL.fullmatch(token):
        return not previous or word[:1].isdecimal() or word in _MONTHS or previous in _BEFORE_ORDINAL
    if token in _MAY_END:
        return word not in _BEGINNERS
    if not _INITIALS.fullmatch(token):
        return False
    # "z. B. Die", "J. K. In": initials with a space between them are never the end; "the U.S. The" may be.
    return bool(_INITIAL_BEFORE.fullmatch(previous)) or token[-1].islower() or word not in _BEGINNERS
