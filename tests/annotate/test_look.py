"""The look keeps its promises: readable colours in both modes, one place for colours, no side of the page
named left or right, nothing inline that the content security policy would refuse.
"""

import re
from pathlib import Path

import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory

from annotate.http.query_params import NamedPaginator

ROOT = Path(__file__).resolve().parents[2]
SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
TOKENS = (ROOT / "static" / "css" / "tokens.css").read_text()

SURFACES = ["page", "raised", "sunken"]
WASHES = [f"{mark}-{kind}" for mark in ("assertion", "refutation", "quote") for kind in ("wash", "open")]
# Words need 4.5 to 1 (WCAG 2.2, 1.4.3); lines that carry meaning and the edges of controls 3 to 1 (1.4.11).
WORDS = [
    *[("text", ground) for ground in [*SURFACES, *WASHES, "chosen", "good-wash", "warning-wash", "danger-wash"]],
    *[("text-quiet", ground) for ground in [*SURFACES, "chosen"]],
    *[("link", ground) for ground in [*SURFACES, "chosen"]],
    *[(tone, ground) for tone in ("assertion", "refutation", "quote") for ground in ("page", "raised")],
    *[(state, ground) for state in ("good", "warning", "danger") for ground in SURFACES],
    ("danger", "danger-wash"),
    ("action-text", "action"),
    ("action-text", "action-strong"),
    ("inverse-text", "inverse"),
]
LINES = [
    *[(mark, ground) for mark in ("assertion", "refutation", "quote") for ground in ["page", "raised", *WASHES]],
    *[("control-line", ground) for ground in ("page", "raised")],
    *[("focus", ground) for ground in [*SURFACES, *WASHES, "chosen"]],
    *[("good", ground) for ground in ("rule", "page")],
]


def without_comments(css: str) -> str:
    return re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)


def declarations(css: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+):\s*([^;{}]+);", without_comments(css)))


def modes() -> dict[str, dict[str, str]]:
    """Every token's value in the light and in the dark mode."""
    light, dark = TOKENS.split("@media (prefers-color-scheme: dark)")
    dark = dark.split("@media")[0]
    return {"light": declarations(light), "dark": declarations(light) | declarations(dark)}


def colour(name: str, tokens: dict[str, str]) -> str:
    """The raw colour that a token stands for, as #rrggbb."""
    value = tokens[f"--{name}"]
    if reference := re.fullmatch(r"var\(--([\w-]+)\)", value):
        return colour(reference[1], tokens)
    assert re.fullmatch(r"#[0-9a-f]{6}", value), f"{name} is {value}, which is not a plain colour"
    return value


def luminance(hexadecimal: str) -> float:
    """WCAG's relative luminance."""
    channels = [int(hexadecimal[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio, 1 to 21."""
    brighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def test_the_contrast_formula_gives_the_known_ratios() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize(("pairs", "least"), [(WORDS, 4.5), (LINES, 3.0)], ids=["words", "lines"])
def test_colours_are_told_apart(mode: str, pairs: list[tuple[str, str]], least: float) -> None:
    tokens = modes()[mode]
    ratios = {pair: contrast(colour(pair[0], tokens), colour(pair[1], tokens)) for pair in pairs}
    lowest = min(ratios, key=lambda pair: ratios[pair])
    print(f"{mode}: lowest of {len(ratios)} is {' on '.join(lowest)} with {ratios[lowest]:.2f}")
    assert {pair: round(ratio, 2) for pair, ratio in ratios.items() if ratio < least} == {}


def test_dark_mode_redefines_raw_colours_alone() -> None:
    light, both = modes()["light"], modes()["dark"]
    changed = {name for name in light if light[name] != both[name]}
    assert changed
    assert {name for name in changed if "var(" in light[name]} == set()
    assert both.keys() == light.keys()


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
class TestSheet:
    def test_braces_are_balanced(self, sheet: Path) -> None:
        depth = 0
        for character in re.sub(r"\"[^\"]*\"", "", without_comments(sheet.read_text())):
            depth += {"{": 1, "}": -1}.get(character, 0)
            assert depth >= 0
        assert depth == 0

    def test_every_rule_stands_in_a_layer(self, sheet: Path) -> None:
        css = without_comments(sheet.read_text()).strip()
        assert re.match(r"(@layer [\w, ]+;\s*)?@layer \w+ \{|(@import \"[\w-]+\.css\";\s*)+$", css)

    def test_no_side_is_called_left_or_right(self, sheet: Path) -> None:
        css = without_comments(sheet.read_text())
        boxes = r"(?:(?:scroll-)?(?:margin|padding)-|border-)?"
        assert re.findall(rf"(?<![\w-]){boxes}(?:left|right|top|bottom)(?:-\w+)*\s*:", css) == []
        assert re.findall(r"(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)", css) == []
        assert re.findall(r"(?<![\w-])(?:(?:min|max)-)?(?:width|height)\s*:", css) == []
        # Four values name the left and the right side; they may stand where both are the same.
        for values in re.findall(r"(?:margin|padding|border-width|border-radius)\s*:\s*([^;{}]+)", css):
            parts = values.split() if "(" not in values else []
            assert len(parts) < 4 or parts[1] == parts[3], values

    def test_colours_are_named_in_tokens_alone(self, sheet: Path) -> None:
        css = without_comments(sheet.read_text())
        if sheet.name == "tokens.css":
            css = re.sub(r"--[\w-]+:[^;]+;", "", css)
        assert re.findall(r"#[0-9a-fA-F]{3,8}(?![\w-])(?=[^{]*[;}])", css) == []
        assert re.findall(r"(?<![\w-])(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(", css) == []
        named = "white|black|gr[ae]y|red|green|blue|yellow|orange|pink|purple|brown|navy"
        assert re.findall(rf":[^;{{}}]*(?<![\w-])(?:{named})(?![\w-])", css) == []

    def test_every_token_it_uses_exists(self, sheet: Path) -> None:
        css = without_comments(sheet.read_text())
        everywhere = "".join(path.read_text() for path in SHEETS)
        # The scripts set these: --x, --y and --size where they place the toolbar and the cursor, --above and --most
        # where they place the cards, --sheet where they show a whole card on a phone, --summary in adjudication.
        known = {*declarations(everywhere), *re.findall(r"(--[\w-]+):", everywhere), "--x", "--y", "--size", "--bar"}
        known |= {"--above", "--most", "--summary", "--brief", "--sheet"}
        assert set(re.findall(r"var\((--[\w-]+)", css)) - known == set()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_holds_nothing_inline(template: Path) -> None:
    html = template.read_text()
    assert re.findall(r"\sstyle\s*=", html) == []
    assert re.findall(r"<style\b", html) == []
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>", html) == []
    assert re.findall(r"\shx-on|\son[a-z]+\s*=|[\"']js:|javascript:", html) == []


class Sample(forms.Form):
    title = forms.CharField(help_text="As printed.")
    outlet = forms.CharField(required=False)
    precise = forms.BooleanField()
    mark = forms.ChoiceField(choices=[("quote", "Quote")], widget=forms.RadioSelect)
    secret = forms.CharField(widget=forms.HiddenInput, required=False)


def test_a_field_is_tied_to_its_label_help_and_error() -> None:
    html = str(Sample({}))
    assert '<label for="id_title">Title</label>' in html
    assert 'id="id_title_helptext">As printed.' in html
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert re.search(r'<ul class="errors [^"]*" id="id_title_error"><li>This field is required.', html)
    assert 'aria-invalid="true"' in html


def test_only_fields_that_may_stay_empty_say_so() -> None:
    html = str(Sample())
    assert re.findall(r"(\w+) <span class=\"optional\">", html) == ["Outlet"]


def test_choices_are_a_group_with_a_name_and_hidden_fields_have_no_label() -> None:
    html = str(Sample())
    assert re.search(r'<fieldset class="field choices">\s*<legend>Mark</legend>', html)
    assert '<input type="hidden" name="secret" id="id_secret">' in html
    assert "Secret" not in html


def test_an_error_of_the_whole_form_is_announced() -> None:
    form = Sample({})
    form.add_error(None, "These two do not belong together.")
    assert re.search(r'<div role="alert"><ul class="errors [^"]*nonfield"><li>These two', str(form))


def test_pages_keep_what_is_filtered() -> None:
    request = RequestFactory().get("/articles/?q=kursk&page=2")
    html = render_to_string("_pagination.html", {"page": NamedPaginator(list(range(50)), 20, "page").page(2)}, request)
    assert 'rel="prev" href="?q=kursk&amp;page=1"' in html
    assert 'rel="next" href="?q=kursk&amp;page=3"' in html
    assert "Page 2 of 3" in html


def test_the_page_for_a_failure_needs_neither_context_nor_database() -> None:
    html = render_to_string("500.html")
    assert "Something broke on our side" in html
    assert "css/site.css" in html
