"""What a page says, for tests that look for a sentence with a name in it."""

import re
from typing import Any


def plain(html: str) -> str:
    """HTML without what tells names and quoted words apart (annotate/templatetags/words.py): elements, attributes."""
    return re.sub(r'</?bdi[^>]*>|(?<!<html) (?:lang="[\w-]*"|dir="auto"|translate="no")(?=[ >])', "", html)


def plain_page(response: Any) -> str:
    """The answer's HTML, plain."""
    return plain(response.content.decode())
