"""Which methods an address takes: one that answers GET answers HEAD too, as HTTP wants it."""

from django.views.decorators.http import require_http_methods

# A page with a form on it: to look at and to send.
require_get_or_post = require_http_methods(["GET", "HEAD", "POST"])
