"""Dates on screen: one form for days, one for times, wherever they stand."""

import re
from pathlib import Path

from django.conf import settings

FORMS = {'"j F Y"', '"j F Y, H:i"', "'c'", '"c"'}
# The security log is read beside logs of other programs, to the second.
EXACT = {"security_log.html": {'"Y-m-d H:i:s"'}}


def test_every_template_writes_dates_in_the_same_two_forms():
    found = 0
    for template in (Path(settings.BASE_DIR) / "templates").rglob("*.html"):
        text = template.read_text()
        assert not re.search(r"\|date(?!:)\b", text), f"{template} leaves the form to Django"
        forms = set(re.findall(r"\|date:(\"[^\"]*\"|'[^']*')", text))
        assert forms <= FORMS | EXACT.get(template.name, set()), template
        found += bool(forms)
    assert found > 15
