"""A person is replaced by a number everywhere, by one way alone."""

import uuid

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth import SESSION_KEY
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from annotate.signing_in.session_store import SessionStore
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.collection_edit import edit_collection
from claims.actions.comment_create import create_comment
from claims.actions.invitation_accept import accept_invitation
from claims.actions.invitation_create import create_invitation
from claims.actions.member_set import set_member
from claims.actions.passage_review import approve_passage
from claims.actions.person_edit import edit_person
from claims.actions.person_replace import replace_person
from claims.actions.removal_request import request_removal
from claims.actions.security_event_keep import keep
from claims.exchange.registry import EXPORTS
from claims.exchange.stream import pieces
from claims.models import (
    Membership,
    Passage,
    PersonReplacement,
    RemovalRequest,
    SecurityEvent,
    User,
)
from claims.models.removals import former_member
from claims.permissions import Role
from tests import make

# What nobody else is called, and no table holds by chance.
NAMES = ("zanzibarina", "quillonetta", "vexbrookson", "zq@mail-of-zanzibarina.example", "zanzibar-before")
# Where names stay, as docs/PRIVACY.md says: the words that people wrote.
DOCUMENTED = {("claims_comment", "text")}


@pytest.fixture
def leaver(cast):
    """An editor with work of every kind, under two user names, whom a colleague mentions in a comment."""
    admin = make.user("ada", is_superuser=True, is_staff=True)
    person = User.objects.create_user("zanzibar-before", password="some words that last")
    person.username, person.first_name, person.last_name, person.email = NAMES[:4]
    person.save()
    invitation = create_invitation(cast.collection, role=Role.EDITOR, by=cast.mona, note="Quillonetta!")
    accept_invitation(invitation, user=person)
    set_member(cast.collection, user=person, role=Role.REVIEWER, by=cast.mona)
    edit_collection(cast.collection, editors_per_article=5)
    actor = make.actor("Ruritania", "state")
    passage = make.passage(
        cast.article, "the plan was known", by=person, role=Role.REVIEWER, speakers=[actor],
        states=[make.claim(cast.collection, "The plan was known.")],
    )  # fmt: skip
    hand_in_reading(cast.article.assignments.get(editor=person), by=person)
    approve_passage(Passage.objects.get(pk=passage.pk), by=cast.rita, version=1)
    own = make.passage(
        cast.article, "until May", by=cast.edith, speakers=[actor],
        states=[make.claim(cast.collection, "The bridge was safe.")],
    )  # fmt: skip
    hand_in_reading(cast.article.assignments.get(editor=cast.edith), by=cast.edith)
    approve_passage(Passage.objects.get(pk=own.pk), by=person, version=1)
    create_comment(passage=own, text="Quillonetta is right.", by=cast.edith)
    for kind, key, told in ((User, person.pk, person.username), (Membership, 1, f"{person.username}: editor")):
        LogEntry.objects.create(
            user=admin, content_type=ContentType.objects.get_for_model(kind), object_id=key, object_repr=told,
            action_flag=CHANGE,
        )  # fmt: skip
    keep(event="signed_in", person=person, address="192.0.2.7")
    keep(event="sign_in_failed", subject=person, address="192.0.2.8")
    keep(event="member_changed", person=cast.mona, subject=person, address="192.0.2.9", details={"for": "Vexbrookson"})
    session = SessionStore(uuid.uuid4().hex)
    session[SESSION_KEY] = str(person.pk)
    session.save(must_create=True)
    return person


def places_of(*names: str) -> set[tuple[str, str]]:
    """Every column of every table in which one of the names stands, whatever its type."""
    found = set()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name, column_name FROM information_schema.columns JOIN information_schema.tables"
            " USING (table_schema, table_name) WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        columns = cursor.fetchall()
        assert len(columns) > 200
        for table, column in columns:
            wanted = " OR ".join(f'"{column}"::text ILIKE %s' for _ in names)
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{table}" WHERE {wanted})', [f"%{name}%" for name in names])
            if cursor.fetchone()[0]:
                found.add((table, column))
    return found


def exported(cast) -> str:
    passages = Passage.objects.filter(article=cast.article)
    return b"".join(pieces(EXPORTS["csv"], passages, safe=False)).decode()


def test_no_name_is_left_anywhere_but_where_people_wrote_it(cast, leaver):
    before = places_of(*NAMES)
    assert {
        ("claims_user", "username"), ("claims_userevent", "username"), ("claims_user", "email"),
        ("claims_invitation", "note"), ("claims_invitationevent", "note"), ("claims_securityevent", "details"),
        ("django_admin_log", "object_repr"), ("claims_comment", "text"),
    } <= before  # fmt: skip
    assert replace_person(leaver, by=User.objects.get(username="ada")) == 1
    assert places_of(*NAMES) == DOCUMENTED


def test_what_the_person_did_stays_and_exports_name_the_number(cast, leaver):
    assert "zanzibarina" in exported(cast)
    replace_person(leaver, by=None)
    words = exported(cast)
    assert "zanzibarina" not in words and words.count("former member 1") == 2, "once as editor, once as reviewer"
    passage = Passage.objects.get(editor=leaver)
    assert passage.reviewed_by_id == cast.rita.pk != passage.editor_id, "that two people agreed is still provable"
    assert User.objects.get(pk=leaver.pk).name == "former member 1"


def test_the_account_is_closed(cast, leaver, client):
    request_removal(leaver)
    replace_person(leaver, by=cast.mona)
    person = User.objects.get(pk=leaver.pk)
    assert not person.is_active and not person.has_usable_password() and not person.memberships.exists()
    assert not Session.objects.exists()
    asked = RemovalRequest.objects.get()
    assert asked.answered_at and asked.answered_by == cast.mona and not asked.reason
    addresses = dict(SecurityEvent.objects.values_list("event", "address"))
    assert addresses == {"signed_in": None, "sign_in_failed": None, "member_changed": "192.0.2.9"}


def test_numbers_count_up(cast):
    assert [replace_person(each, by=None) for each in (cast.otto, cast.ralf)] == [1, 2]
    assert [str(each) for each in PersonReplacement.objects.all()] == [former_member(1), former_member(2)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT claims_former_member(7)")
        assert cursor.fetchone()[0] == former_member(7)


FORGED = (
    "UPDATE claims_userevent SET username = 'former member 1', first_name = '', last_name = '', email = '',"
    " time_zone = 'UTC', language = 'en' WHERE id = {person}"
)


@pytest.mark.parametrize(
    "statements",
    [
        "UPDATE claims_userevent SET username = 'nobody' WHERE id = {person}",
        "DELETE FROM claims_userevent WHERE id = {person}",
        # The setting alone, as the function sets it.
        "SELECT set_config('gainsay.replacing', {person} || ':' || pg_current_xact_id(), true);" + FORGED,
        # The audit row without the function.
        "INSERT INTO claims_personreplacement (number, person_id, transaction)"
        " VALUES (1, {person}, pg_current_xact_id()::text::bigint)",
        # The function, and then something else than what it announced.
        "SELECT claims_replace_person({person}, NULL);"
        " UPDATE claims_userevent SET username = 'nobody' WHERE id = {person}",
        "SELECT claims_replace_person({person}, NULL);"
        " UPDATE claims_userevent SET username = 'former member 1', is_superuser = TRUE WHERE id = {person}",
        "SELECT claims_replace_person({person}, NULL); DELETE FROM claims_userevent WHERE id = {person}",
        "SELECT claims_replace_person({person}, NULL); UPDATE claims_securityevent SET event = 'signed_out'",
        "SELECT claims_replace_person({person}, NULL);"
        " UPDATE claims_securityevent SET details = '{{}}' WHERE details <> '{{}}'",
        "SELECT claims_replace_person({person}, NULL); UPDATE claims_securityevent SET address = NULL",
        "SELECT claims_replace_person({person}, NULL); DELETE FROM claims_securityevent",
        # Somebody else's history, beside the replacement of this person.
        "SELECT claims_replace_person({person}, NULL);" + FORGED.replace("{person}", "{other}"),
        "SELECT claims_replace_person({person}, NULL); UPDATE claims_personreplacement SET number = 5",
        "SELECT claims_replace_person({person}, NULL); DELETE FROM claims_personreplacement",
        # What passes by the triggers of rows.
        "TRUNCATE claims_userevent",
        "TRUNCATE claims_securityevent",
        "TRUNCATE claims_personreplacement",
        "TRUNCATE claims_milestone",
        # Twice.
        "SELECT claims_replace_person({person}, NULL); SELECT claims_replace_person({person}, NULL)",
        "SELECT claims_replace_person(-1, NULL)",
    ],
)
def test_no_other_way_changes_the_history(cast, leaver, statements):
    edit_person(cast.edith, name="Edith E.", time_zone="UTC", language="en", letter_keys=True)
    wanted = statements.format(person=leaver.pk, other=cast.edith.pk)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(wanted)
    assert ("claims_userevent", "username") in places_of("zanzibar-before"), "nothing was changed"
    assert not PersonReplacement.objects.exists()


def test_other_histories_have_no_such_way_at_all(cast, leaver):
    replace_person(leaver, by=None)
    for table in ("claims_passageevent", "claims_membershipevent", "claims_assignmentevent"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM {table}")
            assert cursor.fetchone()[0]
            cursor.execute(f"UPDATE {table} SET pgh_label = 'x'")


def test_the_only_manager_and_the_only_administrator_stay(cast):
    ada = make.user("ada", is_superuser=True)
    for person, by, code in ((cast.mona, ada, "last_manager"), (ada, None, "last_administrator"), (ada, ada, "own")):
        with pytest.raises(ValidationError) as refused:
            replace_person(person, by=by)
        assert refused.value.code == code
    make.user("adam", is_superuser=True)
    replace_person(ada, by=None)
    with pytest.raises(ValidationError) as refused:
        replace_person(ada, by=None)
    assert refused.value.code == "replaced"


def test_the_command(cast, capsys, monkeypatch):
    call_command("replace_person", "otto", yes=True)
    assert "former member 1" in capsys.readouterr().out
    assert SecurityEvent.objects.get(event="person_replaced").details == {"number": 1}
    with pytest.raises(CommandError) as unknown:
        call_command("replace_person", "otto", yes=True)
    assert unknown.value.returncode == 2
    with pytest.raises(CommandError) as impossible:
        call_command("replace_person", "mona", yes=True)
    assert impossible.value.returncode == 1
    monkeypatch.setattr("builtins.input", lambda _question: "ralph")
    with pytest.raises(CommandError):
        call_command("replace_person", "ralf")
    assert User.objects.filter(username="ralf").exists()
