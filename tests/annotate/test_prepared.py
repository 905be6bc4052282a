"""`{% prepared %}` draws what the same template draws without it."""

import pytest
from django.template import Context, Template
from django.urls import set_script_prefix
from django.utils.translation import override

LIBRARIES = "{% load i18n l10n prepared static %}"


def drawn(source: str, **values: object) -> str:
    return Template(LIBRARIES + source).render(Context(values))


@pytest.mark.parametrize(
    "source",
    [
        "",
        "{{ name }}, {{ name }} & {{ name|safe }}: {{ name|upper }} {} {0} {{ '{' }} 100 % %s",
        "{% translate 'Monday' %} {% translate 'may' context 'alt. month' %} {% translate name %} 50 %",
        "{% translate 'Monday' as day %}{{ day }} {% with day='never' %}{{ day }}{% endwith %} {{ day }}",
        "{% autoescape off %}{{ name }}{% endautoescape %}{{ name }}",
        "{{ number }} {% localize off %}{{ number }}{% endlocalize %} {{ missing }}{{ nothing }}",
        "{% for each in several %}{{ forloop.counter }} {{ each }} {{ name }}{% if not forloop.last %}, {% endif %}"
        "{% empty %}none{% endfor %}{% for each in missing %}{{ each }}{% empty %}{% translate 'No' %}{% endfor %}",
        "{% if number > 1 %}{% translate 'Yes' %}{% elif name %}{{ name }}{% else %}{}{% endif %}{{ name }}",
        "{% url 'collections' %} {% url 'collection' name|length %} {% url 'desk' as desk %}{{ desk }} {% url view %}",
        "{% static 'js/app.js' %} {% static file %} {% static 'js/app.js' as script %}{{ script }}",
        "{% blocktranslate count count=count %}{{ count }} day{% plural %}{{ count }} days{% endblocktranslate %}",
    ],
)
@pytest.mark.parametrize("language", ["en", "de", None])
def test_it_draws_the_same(source, language):
    values = {"name": "<b>&\"'{}{0}%s</b>", "number": 1234.5, "several": ["a", "<i>", 3], "count": 2, "nothing": None}
    values |= {"view": "actors", "file": "js/app.js"}
    with override(language):
        assert drawn("{% prepared %}" + source + "{% endprepared %}", **values) == drawn(source, **values)


def test_one_template_speaks_to_each_reader_in_their_language():
    template = Template(LIBRARIES + "{% prepared %}{% if day %}{% translate 'Monday' %}{% endif %}{% endprepared %}")
    said = []
    for language in ("en", "de", "fr", "de"):
        with override(language):
            said.append(template.render(Context({"day": True})))
    assert said == ["Monday", "Montag", "lundi", "Montag"]


def test_addresses_are_those_that_the_site_is_reached_at():
    template = Template(LIBRARIES + "{% prepared %}{% url 'collections' %}{% endprepared %}")
    set_script_prefix("/desk/")
    try:
        assert template.render(Context()) == "/desk/collections/"
    finally:
        set_script_prefix("/")
    assert template.render(Context()) == "/collections/"


def test_a_variable_is_asked_for_once():
    asked = []

    def name():
        asked.append("once")
        return "<b>"

    assert drawn("{% prepared %}{{ name }} and {{ name }}{% endprepared %}", name=name) == "&lt;b&gt; and &lt;b&gt;"
    assert asked == ["once"]
