"""A way to break each rule about requests for removal."""

from claims.actions.removal_request import decline_removal_request, request_removal
from claims.models import RemovalRequest
from tests.claims.rules import Earlier, Rule, Unreached, form, insert, update

RULES = {
    "removal_words_clean": Rule(
        sql=lambda s: update(s.removal_request, reason="two\nlines"),
        verb=Earlier(
            "cannot be kept",
            lambda s: decline_removal_request(s.removal_request, by=s.cast.mona, reason="\u202ednE"),
        ),
        form=Earlier("cannot be kept", lambda s: form(s.removal_request, reason="\u202ednE")),
    ),
    "removal_request_one_open": Rule(
        sql=lambda s: insert(RemovalRequest, person_id=s.cast.otto.pk, reason=""),
        verb=lambda s: request_removal(s.cast.otto),
        form=Unreached("asking is a button"),
    ),
    "removal_request_one_end": Rule(
        sql=lambda s: update(s.removal_request, taken_back_at="2024-08-21", answered_at="2024-08-21"),
        verb=Unreached("both verbs end an open request alone"),
        form=Unreached("neither field can be edited"),
    ),
}
