"""Whether words are in the script of a language, and in which language they are if not."""

import pytest

from claims.text.foreign_words import language_by_script, language_by_words
from claims.text.scripts import is_foreign, scripts_of


@pytest.mark.parametrize(
    ("language", "words", "told"),
    [
        ("fa", "The port authority denied on Friday that the cranes had been moved.", "en"),
        ("uk", "Die Hafenbehörde bestritt am Freitag, dass die Kräne bewegt worden seien.", "de"),
        ("ja", "La capitainerie a démenti vendredi que les grues aient été déplacées.", "fr"),
        ("de", "Портовая администрация в пятницу опровергла сообщение о перемещении кранов.", "ru"),
        ("fr", "נמל חיפה הכחיש ביום שישי כי העגורנים הוזזו ממקומם", "he"),
        ("en-GB", "Η λιμενική αρχή διέψευσε την Παρασκευή ότι οι γερανοί μετακινήθηκαν.", "el"),
        ("he", "نفت سلطة الميناء يوم الجمعة أن تكون الرافعات قد نقلت من مكانها", "ar"),
    ],
)
def test_words_in_another_script_tell_their_language(language, words, told):
    assert language_by_words(language, words) == told
    assert language_by_script(language, words) == "und"


@pytest.mark.parametrize(("language", "words"), [("fa", "(AFP)"), ("nl", "«Так»"), ("el", "Photo: J. Doe")])
def test_a_few_words_in_another_script_are_of_no_language_that_is_known(language, words):
    assert language_by_words(language, words) == "und"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fa", "سازمان بندر روز جمعه خبر (AFP) را رد کرد"),
        ("ru", "Компания Siemens не ответила"),
        ("ja", "港湾局はクレーンの移動を否定した。"),
        ("zh-hant", "港務局否認移動起重機"),
        ("ko", "항만청은 금요일 이를 부인했다"),
        ("hi", "बंदरगाह प्राधिकरण ने शुक्रवार को इनकार किया"),
        ("sr", "Lučka kapetanija je to demantovala"),
        ("sr", "Лучка капетанија је то демантовала"),
        ("pl", "Żółta łódź, że ćma"),
        ("vi", "Cảng vụ đã phủ nhận điều này"),
        ("ar", "12.03.2026 – 15 %"),
        ("und", "Портовая администрация"),
        ("", "The port"),
        ("de", ""),
    ],
)
def test_words_in_the_script_of_their_article_are_in_its_language(language, words):
    assert not is_foreign(language, words)
    assert language_by_words(language, words) == language


def test_half_and_half_is_not_plainly_another_script():
    assert not is_foreign("ru", "Siemens завод")


def test_a_tag_may_name_the_script():
    assert scripts_of("sr-Latn") == ("Latn",) and scripts_of("zh_Hant_HK") == ("Hani",)
    assert is_foreign("uz-Cyrl", "Port boshqarmasi buni rad etdi")
