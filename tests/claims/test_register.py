"""Who may change an actor, which all collections share: those whose work shows it, not by a collection of one's own."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.actions.actor_create import get_or_create_actor
from claims.actions.actor_edit import edit_actor, undo_actor_edit
from claims.actions.actor_merge import merge_actor, unmerge_actor
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.member_set import set_member
from claims.actions.passage_review import approve_passage
from claims.actions.statement_edit import add_statement
from claims.models import Actor, Collection, Passage
from claims.permissions import REGISTER, RegisterAction, Standing, allowed_in_register
from claims.queries.register import approved_rows, followers, in_charge_of, standing
from tests import make
from tests.cast import olgas_collection
from tests.scenes import more_built_once


@pytest.fixture
@more_built_once
def scene(cast):
    """Bridge, which a command started, cites the Baron in a draft. Nobody cites the Duke."""
    Collection.objects.update(created_by=None)
    cast.baron, cast.duke = make.actor("Baron", "person"), make.actor("Duke", "person")
    cast.passage = make.passage(cast.article, "the plan was known", by=cast.edith, speakers=[cast.baron])
    cast.harbour = olgas_collection(cast)
    cast.harbour_article = make.article(cast.harbour)
    return cast


def cite(cast, actor, *, in_article=None, by=None, approved_by=None):
    """A passage that names the actor; approved if somebody is named who does."""
    article = in_article or cast.harbour_article
    editor = by or cast.olga
    claim = make.claim(article.collection, "It was known.")
    passage = make.passage(article, "“safe”", by=editor, role="manager", speakers=[actor], states=[claim])
    if approved_by:
        hand_in_reading(article.assignments.get(editor=editor), by=editor)
        passage.refresh_from_db()
        approve_passage(passage, by=approved_by, version=passage.version)
    return passage


def elsewhere(cast, actor):
    """Approve a passage that names the actor in a collection where nobody of Bridge is."""
    sam = make.user("sam")
    set_member(cast.harbour, user=sam, role="reviewer", by=cast.olga)
    return cite(cast, actor, approved_by=sam)


def in_charge(cast, actor):
    return {name for name in ("mona", "rita", "edith", "ralf", "otto", "olga")
            if in_charge_of(getattr(cast, name), [actor.pk])}  # fmt: skip


def test_the_table_says_what_the_standings_may():
    may = {action: {each for each in Standing if allowed_in_register(each, action)} for action in RegisterAction}
    keepers = {Standing.REGISTER_EDITOR, Standing.IN_CHARGE}
    assert may == {
        RegisterAction.DESCRIBE: keepers,
        RegisterAction.MERGE: keepers,
        RegisterAction.DECIDE: keepers,
        RegisterAction.PROPOSE: {*Standing},
        RegisterAction.DELETE: {Standing.REGISTER_EDITOR, Standing.ENTERED},
    }
    assert set(REGISTER) == set(RegisterAction)
    assert not any(allowed_in_register(None, action) for action in RegisterAction)


def test_reviewers_and_managers_of_a_collection_that_cites_it_are_in_charge(scene):
    assert in_charge(scene, scene.baron) == {"mona", "rita"}


def test_what_nobody_cites_belongs_to_register_editors(scene):
    assert in_charge(scene, scene.duke) == set()
    scene.otto.edits_register = True
    assert standing(scene.otto, [scene.duke, scene.baron]) == Standing.REGISTER_EDITOR


def test_a_superuser_is_a_register_editor(scene):
    scene.otto.is_superuser = True
    assert standing(scene.otto, [scene.duke]) == Standing.REGISTER_EDITOR


def test_whoever_is_in_no_collection_has_no_standing_and_a_reader_has_none(scene):
    assert standing(scene.otto, [scene.baron]) is None and standing(scene.ralf, [scene.baron]) is None
    assert standing(scene.edith, [scene.baron]) == standing(scene.olga, [scene.baron]) == Standing.MARKS


def test_an_approved_passage_of_another_collection_takes_it_out_of_their_hands(scene):
    elsewhere(scene, scene.baron)
    assert in_charge(scene, scene.baron) == set()


def test_what_is_not_approved_elsewhere_does_not(scene):
    cite(scene, scene.baron)
    assert in_charge(scene, scene.baron) == {"mona", "rita"}


def test_whoever_reviews_in_both_collections_is_in_charge(scene):
    elsewhere(scene, scene.baron)
    set_member(scene.harbour, user=scene.rita, role="reviewer", by=scene.olga)
    assert in_charge(scene, scene.baron) == {"rita"}


@pytest.mark.parametrize("status", ["withdrawn", "merged"])
def test_a_passage_that_does_not_count_gives_no_right(scene, status):
    same_as = make.passage(scene.article, "called that a lie", by=scene.edith) if status == "merged" else None
    Passage.objects.filter(pk=scene.passage.pk).update(status=status, same_as=same_as)
    assert in_charge(scene, scene.baron) == set()


def test_a_collection_of_ones_own_gives_no_right_over_what_others_brought(scene):
    """Olga may cite whom she likes in her own collection: neither the seed nor others' entries become hers."""
    scene.baron.created_by = scene.edith
    scene.baron.save()
    for actor in (scene.baron, scene.duke):
        cite(scene, actor)
        Passage.objects.filter(editor=scene.olga).update(status="withdrawn")
        cite(scene, actor)
        assert "olga" not in in_charge(scene, actor)


def test_what_its_own_members_entered_is_theirs_until_others_cite_it(scene):
    typo = get_or_create_actor(name="Rusia", by=scene.olga)
    assert in_charge(scene, typo) == set()
    cite(scene, typo)
    assert in_charge(scene, typo) == {"olga"}
    make.passage(scene.article, "said", by=scene.edith, speakers=[typo])
    assert "olga" not in in_charge(scene, typo), "another collection cites it, be it in a draft"


def test_what_shows_by_its_members_counts_too(scene):
    """Tables have the name of what a speaker belongs to."""
    member = make.actor("Squire", affiliation=scene.baron)
    elsewhere(scene, member)
    assert in_charge(scene, scene.baron) == set()


def test_each_of_several_is_judged_by_itself_also_where_one_belongs_to_the_other(scene):
    squire = make.actor("Squire", affiliation=scene.baron)
    make.passage(scene.article, "called that a lie", by=scene.edith, speakers=[squire])
    page = make.actor("Page", affiliation=squire)
    make.passage(scene.article, "said", by=scene.edith, speakers=[page])
    elsewhere(scene, squire)
    entries = [scene.baron.pk, squire.pk, page.pk]
    assert in_charge_of(scene.rita, entries) == {page.pk}
    assert in_charge_of(scene.rita, entries) == {pk for pk in entries if in_charge_of(scene.rita, [pk])}


def test_those_merged_into_it_count_as_it(scene):
    gone = make.actor("Old Baron")
    merge_actor(scene.baron, other=gone)
    assert in_charge(scene, scene.baron) == {"mona", "rita"}
    elsewhere(scene, gone)
    assert in_charge(scene, scene.baron) == set()


def test_whoever_reads_blind_somewhere_is_in_charge_of_nothing(scene):
    """The answer would tell of passages that are hidden from them."""
    blind = make.collection("blind", by=None, blind=True)
    set_member(blind, user=scene.rita, role="editor", by=None)
    assert in_charge(scene, scene.baron) == {"mona"}


def test_queries_do_not_grow_with_actors(scene, django_assert_max_num_queries):
    actors = [make.actor(f"A {number}") for number in range(20)]
    for number, actor in enumerate(actors):
        make.passage(
            make.article(scene.collection, text=f"It was known {number}."), "It", by=scene.edith, speakers=[actor]
        )
    with django_assert_max_num_queries(9):
        assert in_charge_of(scene.rita, [actor.pk for actor in actors]) == {actor.pk for actor in actors}


# -- What the verbs refuse


@pytest.mark.parametrize("person", ["edith", "ralf", "otto", "olga"])
def test_others_neither_describe_nor_merge_nor_undo(scene, person):
    by = getattr(scene, person)
    make.passage(scene.article, "said", by=scene.edith, speakers=[scene.duke])
    merge_actor(scene.baron, other=make.actor("Old Baron"))
    edit_actor(scene.baron, name="The Baron")
    event = scene.baron.events.get().pk
    for attempt in (
        lambda: edit_actor(scene.baron, by=by, name="New"),
        lambda: undo_actor_edit(scene.baron, by=by, event=event),
        lambda: merge_actor(scene.baron, other=scene.duke, by=by),
        lambda: unmerge_actor(Actor.objects.get(name="Old Baron"), by=by),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert Actor.objects.get(pk=scene.baron.pk).name == "The Baron"


@pytest.mark.parametrize("order", [1, -1])
def test_merging_asks_for_the_right_over_both(scene, order):
    actor, other = (scene.baron, scene.duke)[::order]
    with pytest.raises(PermissionDenied):
        merge_actor(actor, other=other, by=scene.rita)
    assert not Actor.objects.filter(merged_into__isnull=False).exists()


# -- Undoing


@pytest.fixture
def editor(scene):
    scene.otto.edits_register = True
    return scene.otto


def homes():
    return {actor.name: actor.merged_into.name if actor.merged_into else None for actor in Actor.objects.all()}


def test_a_description_is_taken_back_as_far_as_it_changed(scene, editor):
    edit_actor(scene.duke, by=editor, name="Archduke", aliases=["HRH"], affiliation=scene.baron)
    edit_actor(scene.duke, by=editor, wikidata_id="Q1")
    undo_actor_edit(scene.duke, by=editor, event=scene.duke.events.earliest("pgh_id").pk)
    fresh = Actor.objects.get(pk=scene.duke.pk)
    assert (fresh.name, fresh.aliases, fresh.affiliation, fresh.wikidata_id) == ("Duke", [], None, "Q1")
    assert [event.name for event in scene.duke.events.order_by("pgh_id")] == ["Duke", "Archduke", "Archduke"]


def test_what_was_changed_again_since_is_not_taken_back(scene, editor):
    for name in ("Archduke", "Grand Duke"):
        edit_actor(scene.duke, by=editor, name=name)
    first, second = scene.duke.events.order_by("pgh_id")
    with pytest.raises(ValidationError, match="changed again since"):
        undo_actor_edit(scene.duke, by=editor, event=first.pk)
    for event in (second, first):
        undo_actor_edit(scene.duke, by=editor, event=event.pk)
    assert Actor.objects.get(pk=scene.duke.pk).name == "Duke"


def test_a_name_that_was_taken_meanwhile_is_told(scene, editor):
    edit_actor(scene.duke, by=editor, name="Archduke")
    make.actor("Duke", "person")
    with pytest.raises(ValidationError, match="There is an actor of this name"):
        undo_actor_edit(scene.duke, by=editor, event=scene.duke.events.get().pk)


def test_what_is_no_change_of_that_actor_is_refused(scene, editor):
    edit_actor(scene.duke, by=editor, name="Archduke")
    merge_actor(scene.duke, other=make.actor("Old Duke"))
    merge = Actor.objects.get(name="Old Duke").events.get().pk
    for actor, event in ((scene.baron, scene.duke.events.get().pk), (scene.duke, merge), (scene.duke, 0)):
        with pytest.raises(ValidationError):
            undo_actor_edit(actor, by=editor, event=event)


def test_taking_apart_restores_those_that_followed_and_no_others(scene, editor):
    a, b, c, d, e = (make.actor(name) for name in "abcde")
    for actor, other in ((b, a), (b, d), (c, e), (c, b)):
        merge_actor(actor, other=other, by=editor)
    assert homes() == {"Baron": None, "Duke": None, "a": "c", "b": "c", "c": None, "d": "c", "e": "c"}
    fresh = Actor.objects.get(pk=b.pk)
    assert followers(fresh) == [a, d]
    assert unmerge_actor(fresh, by=editor) == [a, d]
    assert homes() == {"Baron": None, "Duke": None, "a": "b", "b": None, "c": None, "d": "b", "e": "c"}


def test_one_that_followed_can_be_taken_out_on_its_own_and_does_not_follow_again(scene, editor):
    a, b, c = (make.actor(name) for name in "abc")
    merge_actor(b, other=a, by=editor)
    merge_actor(c, other=b, by=editor)
    unmerge_actor(Actor.objects.get(pk=a.pk), by=editor)
    merge_actor(c, other=a, by=editor)
    assert unmerge_actor(Actor.objects.get(pk=b.pk), by=editor) == []
    assert (homes()["a"], homes()["b"]) == ("c", None)


def test_further_up_the_chain_too(scene, editor):
    a, b, c = (make.actor(name) for name in "abc")
    merge_actor(b, other=a, by=editor)
    merge_actor(c, other=b, by=editor)
    merge_actor(scene.duke, other=c, by=editor)
    unmerge_actor(Actor.objects.get(pk=c.pk), by=editor)
    assert (homes()["a"], homes()["b"], homes()["c"]) == ("c", "c", None)
    unmerge_actor(Actor.objects.get(pk=b.pk), by=editor)
    assert (homes()["a"], homes()["b"], homes()["c"]) == ("b", None, None)


def test_what_is_not_merged_cannot_be_taken_apart(scene, editor):
    with pytest.raises(ValidationError, match="not merged into another any more"):
        unmerge_actor(scene.duke, by=editor)


# -- What a change changes


def test_approved_rows_are_counted_by_collection_and_those_of_others_only_in_all(scene):
    for passage in (scene.passage,):
        add_statement(
            passage, claim=make.claim(scene.collection, "So."), by=scene.edith, version=1, action=make.uuid7()
        )
    hand_in_reading(scene.article.assignments.get(), by=scene.edith)
    scene.passage.refresh_from_db()
    approve_passage(scene.passage, by=scene.rita, version=scene.passage.version)
    elsewhere(scene, make.actor("Squire", affiliation=scene.baron))
    rows = approved_rows([scene.baron], reader=scene.rita)
    assert [(collection.slug, count) for collection, count in rows.here] == [("bridge", 1)]
    assert ([each.pk for each in rows.first], rows.elsewhere, rows.total) == ([scene.passage.pk], 1, 2)
    assert approved_rows([scene.duke], reader=scene.rita).total == 0
    assert approved_rows([scene.baron], reader=scene.otto).elsewhere == 2
