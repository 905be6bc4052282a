"""The language of a text: found where its letters tell, and left to whoever asks where they do not."""

import pytest

from claims.text.language_detection import detected, detected_or

TEXTS = {
    "en": "The ferry company denied on Tuesday that its captain had been asleep when the ship ran aground.",
    "de": "Die Reederei bestritt am Dienstag, dass der Kapitän geschlafen habe, als das Schiff auf Grund lief.",
    "fr": "La compagnie maritime a démenti mardi que son capitaine dormait au moment où le navire s’est échoué.",
    "ru": "Пароходная компания во вторник опровергла, что капитан спал, когда судно село на мель.",
    "uk": "Пароплавна компанія у вівторок заперечила, що капітан спав, коли судно сіло на мілину.",
    "ar": "نفت شركة العبارات يوم الثلاثاء أن يكون قبطانها نائما عندما جنحت السفينة.",
    "hi": "नौका कंपनी ने मंगलवार को इस बात से इनकार किया कि जहाज़ के फँसने के समय कप्तान सो रहा था।",
    "ja": "フェリー会社は火曜日、座礁したとき船長が眠っていたことを否定した。会社は調査を続けると述べた。",
    "zh-hans": "轮渡公司星期二否认船只搁浅时船长正在睡觉。公司说，他们会继续调查这件事。",
    "zh-hant": "渡輪公司星期二否認船隻擱淺時船長正在睡覺。公司說，他們會繼續調查這件事。",
    "nb": "Rederiet benektet tirsdag at kapteinen sov da skipet gikk på grunn utenfor kysten av Nord-Norge.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_sentence_tells_its_language(language):
    assert detected(TEXTS[language]) == language
    assert detected_or(detected(TEXTS[language]), usual="xx") == language


@pytest.mark.parametrize("text", ["", "1984; 2,5 %", "Ada Vane", "Zenda: Hentzau 2:1", "🙂 🙂 🙂", "\u200b" * 50])
def test_what_could_be_any_language_is_left_to_the_collection(text):
    assert detected(text) == ""
    assert detected_or(detected(text), usual="pt-br") == "pt-br"


def test_the_collection_tells_more_exactly_which_german_or_english_it_is():
    assert detected_or(detected(TEXTS["de"]), usual="de-AT") == "de-AT"
    assert detected_or(detected(TEXTS["en"]), usual="en-gb") == "en-gb"
    assert detected_or(detected(TEXTS["zh-hant"]), usual="zh-hans") == "zh-hans"


def test_the_same_text_has_the_same_language_each_time():
    assert len({detected(TEXTS["uk"] + TEXTS["ru"]) for _ in range(3)}) == 1
