"""Claims: who states each, who denies it, and how its words are changed."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST, require_safe

from annotate import access
from annotate.forms.claims import NoteForm, RewordForm
from annotate.http import query_params
from annotate.http.methods import require_get_or_post
from annotate.http.numbers import id_in
from annotate.http.security_log import Event, record
from annotate.presenters.evidence import Evidence
from claims.actions.claim_edit import reword_claim, set_claim_note
from claims.actions.claim_merge import merge_claim
from claims.actions.form_save import ChangedMeanwhile
from claims.actions.unused_delete import may_delete_claim
from claims.models import Claim, Passage
from claims.models.blind import reads_blind
from claims.models.claims import ClaimQuerySet
from claims.models.querysets import PassageQuerySet
from claims.permissions import Action, allowed
from claims.queries.hidden_signs import claims_with_hidden_signs
from claims.queries.unused import claims_to_delete

CLAIMS_AT_ONCE = 30
PASSAGES_AT_ONCE = 30
CITED_AT_ONCE = 50
MERGED_AT_ONCE = 100
ACTORS_AT_ONCE = 4  # named beside a claim; the others are counted


@require_safe
def claims(request: HttpRequest) -> HttpResponse:
    """The claims of one's collections, or of one of them, with who states and who denies each."""
    user = access.user_of(request)
    query, slug = query_params.words(request), query_params.words(request, "collection")
    collection = access.collection(request, slug, Action.READ) if slug else None
    blind = reads_blind(user)
    unused = "unused" in request.GET
    known = claims_to_delete(user) if unused else Claim.objects.visible_to(user).known_to(user, blind=blind)
    found = known.matching(query).for_lists()
    if collection:
        found = found.of(collection.pk)
    page = query_params.page(request, found, size=CLAIMS_AT_ONCE)
    context = {
        "collection": collection,
        "query": query,
        "unused": unused,
        "hidden": claims_with_hidden_signs(collection, reader=user) if collection and not query else [],
        "may_delete": bool(access.register_actions(request) & {Action.MARK}),
        "page": page,
        "rows": with_sides(list(page), Passage.objects.readable_by(user, blind=blind)),
    }
    return render(request, "annotate/claims.html", context)


def with_sides(shown: list[Claim], readable: PassageQuerySet) -> list[dict[str, Any]]:
    """Each claim with who states and who denies it: the first few, and how many there are. Three queries whatever
    their number; what does not cite these claims is not read.
    """
    family = Claim.objects.numbers_with_merged(shown)
    rows: dict[int, dict[str, Any]] = {claim.pk: {"claim": claim, "states": [], "denies": []} for claim in shown}
    for side, through in (("states", "statements"), ("denies", "denials")):
        for position in readable.positions(family, through=through, most=ACTORS_AT_ONCE):
            rows[position["about"]][side].append(position)
    return list(rows.values())


@require_safe
def claim(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Who states it and who denies it, each passage in its sentence; where it went, if it was merged."""
    found = access.claim(request, claim_id, Action.READ)
    if found.merged_into_id:
        return redirect("claim", found.merged_into_id)
    return _page(request, found)


def _page(request: HttpRequest, found: Claim, *, form: NoteForm | None = None, status: int = 200) -> HttpResponse:
    readable = _readable(request, found).newest_first().for_evidence()
    family = Claim.objects.resolving_to(found)
    states = query_params.page(request, readable.stating(family), size=PASSAGES_AT_ONCE, name="states")
    denies = query_params.page(request, readable.denying(family), size=PASSAGES_AT_ONCE, name="denies")
    denials = [Evidence(passage) for passage in denies]
    states_before, denies_before = _gave_way(request, found, family)
    context = {
        "claim": found,
        "collection": found.collection,
        "role": found.role,
        "merged": family.besides(found).known_to(access.user_of(request), collection=found.collection)[:MERGED_AT_ONCE],
        "states": states,
        "stating": [Evidence(passage) for passage in states],
        "denies": denies,
        "denying": [(each, each.denial_of(found)) for each in denials],
        "states_before": states_before,
        "denies_before": denies_before,
        "form": form or NoteForm(found),
        "may_delete": not (states or denies) and may_delete_claim(access.user_of(request), found),
    }
    return render(request, "annotate/claim.html", context, status=status)


def _gave_way(
    request: HttpRequest, found: Claim, family: ClaimQuerySet
) -> tuple[list[tuple[Evidence, Any]], list[tuple[Evidence, Any]]]:
    """What stated it, and what denied it, in readings that were merged: each with what stands for it, if one may read
    that. One query where there is nothing.
    """
    user = access.user_of(request)
    before = Passage.objects.gave_way_in(found.collection, user=user, role=found.role).citing(family)
    gone = list(before.newest_first().for_evidence()[:PASSAGES_AT_ONCE])
    stands = _readable(request, found).numbered(each.same_as_id for each in gone).select_related("editor").in_bulk()
    shown = [(Evidence(each), stands.get(each.same_as_id)) for each in gone]
    return (
        [pair for pair in shown if pair[0].states(found)],
        [pair for pair in shown if pair[0].denial_of(found)],
    )


def _readable(request: HttpRequest, found: Claim) -> PassageQuerySet:
    """The passages of the claim's collection that this person may read."""
    return Passage.objects.readable_in(found.collection, user=access.user_of(request), role=found.role)


@require_POST
def claim_note(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Set the note."""
    found = access.claim(request, claim_id, Action.MARK)
    form = NoteForm(found, request.POST)
    if form.is_valid():
        try:
            with form.saving(found) as fresh:
                set_claim_note(fresh, note=form.cleaned_data["note"])
        except ChangedMeanwhile as changed:
            form.tell(changed, reader=access.user_of(request))
        else:
            messages.success(request, gettext("Saved."))
            return redirect("claim", claim_id)
    return _page(request, found, form=form, status=form.status)


@require_get_or_post
def claim_reword(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Other words for it; what is approved on the old ones is named, and has to be agreed to again."""
    found = access.claim(request, claim_id, Action.MARK)
    reviews = allowed(found.role, Action.REVIEW)
    sent = request.POST if request.method == "POST" else None
    form = RewordForm(sent, may_declare_spelling=reviews, claim=found)
    if form.is_valid():
        try:
            # Another object, so that refused words are not shown as the claim's.
            with form.saving(found, behind=found.collection) as fresh:
                count = reword_claim(fresh, by=access.user_of(request), **form.cleaned_data)
        except ChangedMeanwhile as changed:
            form.tell(changed, reader=access.user_of(request))
        except ValidationError as error:
            form.add_error("statement", error)
        else:
            messages.success(request, _told(count))
            return redirect("claim", claim_id)
    cited = _readable(request, found).citing(Claim.objects.resolving_to(found)).approved()
    page = query_params.page(request, cited.newest_first().for_evidence(), size=CITED_AT_ONCE)
    context = {
        "claim": found,
        "collection": found.collection,
        "form": form,
        "page": page,
        "cited": [Evidence(passage) for passage in page],
        "may_reword": reviews or not page.paginator.count,
    }
    return render(request, "annotate/claim_reword.html", context, status=form.status)


def _told(count: int) -> str:
    if not count:
        return gettext("Reworded.")
    message = ngettext(
        "Reworded. %(count)s approved passage waits for agreement to the new words.",
        "Reworded. %(count)s approved passages wait for agreement to the new words.",
        count,
    )
    return message % {"count": count}


@require_get_or_post
def claim_merge(request: HttpRequest, claim_id: int) -> HttpResponse:
    """Merge another claim into this one: find it, see both, confirm."""
    found = access.claim(request, claim_id, Action.REVIEW)
    sent = request.POST if request.method == "POST" else request.GET
    number = id_in(sent.get("other", ""))
    other = access.claim(request, number, Action.REVIEW) if number is not None else None
    refused: list[str] = []
    if request.method == "POST":
        try:
            if not other:
                raise ValidationError(gettext("Choose the claim to merge."), code="other")
            merge_claim(found, other=other)
        except ValidationError as error:
            refused = error.messages
        else:
            record(
                request, Event.CLAIM_MERGED, collection=found.collection.slug, claim=found.pk, merged=other and other.pk
            )
            messages.success(request, gettext("The two claims are one now."))
            return redirect("claim", found.pk)
    query = query_params.words(request)
    likely = Claim.objects.of(found.collection_id).matching(query).besides(found)
    context = {
        "claim": found,
        "collection": found.collection,
        "other": other,
        "query": query,
        "likely": likely[:20],
        "refused": refused,
    }
    return render(request, "annotate/claim_merge.html", context, status=422 if refused else 200)
