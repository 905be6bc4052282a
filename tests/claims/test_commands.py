"""The commands that scripts rely on: what they do, what they say, and how they end."""

import csv
import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connection

from claims.actions.article_edit import edit_article
from claims.actions.assignment_hand_in import hand_in_reading
from claims.actions.collection_edit import edit_collection
from claims.actions.passage_review import approve_passage
from claims.models import Article, Collection, Membership, Passage, User
from claims.models.articles import Precision
from tests import make
from tests.scenes import more_built_once


def refused(*arguments: str) -> CommandError:
    """The error that the command ends with."""
    with pytest.raises(CommandError) as caught:
        call_command(*arguments)
    return caught.value


@pytest.fixture
@more_built_once
def approved(cast):
    """One approved passage of Edith's, and a draft of Egon's."""
    minister, claim = make.actor("Minister", "person"), make.claim(cast.collection, "The plan was known.")
    passage = make.passage(cast.article, "the plan was known", by=cast.edith, speakers=[minister], states=[claim])
    hand_in_reading(cast.article.assignments.get(), by=cast.edith)
    passage.refresh_from_db()
    approve_passage(passage, by=cast.rita, version=passage.version)
    make.passage(cast.article, "safe", by=cast.egon)
    return passage


# -- export


def test_export_writes_the_file_as_a_whole(cast, approved, tmp_path):
    file = tmp_path / "bridge.csv"
    call_command("export", "--collection", "bridge", "--format", "csv", "-o", str(file))
    header, row = file.read_text(encoding="utf-8").splitlines()
    assert header.startswith("article_title,") and "the plan was known" in row
    assert [each.name for each in tmp_path.iterdir()] == ["bridge.csv"], "nothing is left beside it"
    assert file.stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask() -> int:
    now = os.umask(0)
    os.umask(now)
    return now


def test_export_writes_to_the_output(cast, approved, capfdbinary):
    call_command("export", "--collection", "bridge", "--format", "stances")
    written, _errors = capfdbinary.readouterr()
    assert written.startswith(b"published,article_title") and written.count(b"\n") == 2


def test_export_guards_cells_unless_raw_and_marks_the_byte_order_on_demand(cast, approved, tmp_path):
    edit_article(cast.article, title="=Bridge")
    first = {}
    for name, options in {"default": [], "raw": ["--raw"], "bom": ["--bom"]}.items():
        call_command("export", "--collection", "bridge", "--format", "csv", "-o", str(tmp_path / name), *options)
        first[name] = (tmp_path / name).read_bytes()
    assert first["default"].splitlines()[1].startswith(b"'=Bridge")
    assert first["raw"].splitlines()[1].startswith(b"=Bridge")
    assert first["bom"] == b"\xef\xbb\xbf" + first["default"]


@pytest.mark.parametrize(
    ("options", "count"),
    [
        ("--status approved,draft", 2),
        ("--status approved --status draft", 2),
        ("", 1),
        ("--mark quote", 0),
        ("--editor egon", 0),
        ("--editor egon --status draft", 1),
        ("--actor minister", 1),
        ("--mark quote,assertion", 1),
    ],
)
def test_export_holds_what_is_chosen(cast, approved, tmp_path, options, count):
    file = tmp_path / "all.csv"
    call_command("export", "--collection", "bridge", "--format", "csv", "-o", str(file), *options.split())
    with file.open(newline="", encoding="utf-8") as rows:
        assert len(list(csv.reader(rows))) == count + 1


def test_export_of_an_unknown_collection_names_the_known_ones(cast):
    error = refused("export", "--collection", "brigde", "--format", "csv")
    assert error.returncode == 2 and str(error) == "There is no collection “brigde”. There are: bridge"


def test_export_with_a_wrong_filter_names_the_option(cast, tmp_path):
    file = tmp_path / "bridge.csv"
    error = refused(
        "export", "--collection", "bridge", "--format", "csv", "-o", str(file), "--status", "gone", "--actor", "Nobody"
    )
    assert error.returncode == 2
    assert str(error).splitlines() == [
        "--status: “gone” is not known here. Choose from: approved, submitted, returned, draft, withdrawn.",
        "--actor: No actor is called “Nobody”. Give a name or alias from the register, or a number.",
    ]
    assert not file.exists()


def test_export_with_an_unknown_format_names_the_known_ones(cast):
    assert "'csv', 'stances'" in str(refused("export", "--collection", "bridge", "--format", "xlsx")).replace(
        "choose from csv, stances", "choose from 'csv', 'stances'"
    )


def test_a_failed_export_leaves_what_was_there(cast, approved, tmp_path):
    file = tmp_path / "bridge.csv"
    file.write_text("before")
    # A damaged time stamp, which the database cannot write, in the middle of the rows.
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE claims_user RENAME COLUMN username TO user_name_gone")
        with pytest.raises(Exception, match="username"):
            call_command("export", "--collection", "bridge", "--format", "csv", "-o", str(file))
    assert file.read_text() == "before" and [each.name for each in tmp_path.iterdir()] == ["bridge.csv"]


def test_export_into_a_folder_that_does_not_exist(cast, tmp_path):
    error = refused("export", "--collection", "bridge", "--format", "csv", "-o", str(tmp_path / "no" / "bridge.csv"))
    assert error.returncode == 1 and "No such file or directory" in str(error)


# -- import_articles


def test_import_takes_files_and_folders_and_names_what_is_wrong_with_which(cast, tmp_path, capsys):
    inside = tmp_path / "reports"
    (inside / "deep").mkdir(parents=True)
    (inside / "first.txt").write_text("\ufeffOne.\r\nTwo.", encoding="utf-8")
    (inside / "deep" / "second.txt").write_text("Three.", encoding="utf-8")
    (inside / "notes.md").write_text("Not an article.", encoding="utf-8")
    (inside / "nul.txt").write_bytes(b"one\ntwo\0")
    (inside / "latin.txt").write_bytes("één\ncaf\xe9".encode("latin-1"))
    (inside / "empty.txt").write_text(" \n")
    named = tmp_path / "named.story"
    named.write_text("Four.", encoding="utf-8")
    error = refused(
        "import_articles", str(inside), str(named), str(tmp_path / "gone.txt"), "--collection", "bridge", "--outlet",
        "Gazette", "--published", "2024-08-16", "--by", "mona",
    )  # fmt: skip
    out, err = capsys.readouterr()
    assert error.returncode == 1 and str(error) == "4 of 7 files could not be imported."
    assert out == "3 imported, 0 skipped, 4 failed\n"
    assert f"{inside}/nul.txt:2: Line 2 holds a NUL byte" in err
    assert f"{inside}/latin.txt:1: The text is not UTF-8" in err
    assert f"{inside}/empty.txt: The text is empty" in err
    assert f"{tmp_path}/gone.txt: The file cannot be read: No such file or directory." in err
    made = {article.title: article for article in Article.objects.exclude(pk=cast.article.pk)}
    assert set(made) == {"first", "second", "named"}
    assert made["first"].text == "One.\nTwo."
    assert (made["first"].outlet, made["first"].published, made["first"].created_by) == (
        "Gazette",
        "2024-08-16",
        cast.mona,
    )


def test_import_skips_a_text_that_is_there(cast, tmp_path, capsys):
    file = tmp_path / "again.txt"
    file.write_text(cast.article.text, encoding="utf-8")
    call_command("import_articles", str(file), "--collection", "bridge")
    out, err = capsys.readouterr()
    assert out == "0 imported, 1 skipped, 0 failed\n"
    assert err == f"{file}: skipped, article {cast.article.pk} has the same text already\n"
    assert Article.objects.count() == 1


def test_import_takes_the_language_of_each_text_unless_one_is_given(cast, tmp_path):
    czech = "Společnost v úterý popřela, že by kapitán spal, když loď najela na mělčinu."
    (tmp_path / "found.txt").write_text(czech, encoding="utf-8")
    call_command("import_articles", str(tmp_path / "found.txt"), "--collection", "bridge")
    (tmp_path / "given.txt").write_text(f"{czech} Dvakrát.", encoding="utf-8")
    call_command("import_articles", str(tmp_path / "given.txt"), "--collection", "bridge", "--language", "sk")
    made = {article.title: article.language for article in Article.objects.exclude(pk=cast.article.pk)}
    assert made == {"found": "cs", "given": "sk"}


def test_import_reads_a_time_in_the_zone_of_the_collection(cast, tmp_path):
    edit_collection(cast.collection, time_zone="Europe/Berlin")
    for number, when in enumerate(("2024-08-16T14:30", "2024-08-16T14:30+00:00")):
        file = tmp_path / f"{number}.txt"
        file.write_text(f"Text {number}")
        call_command("import_articles", str(file), "--collection", "bridge", "--published", when)
    first, second = Article.objects.exclude(pk=cast.article.pk).order_by("pk")
    assert (first.published, second.published) == ("2024-08-16T12:30:00+00:00", "2024-08-16T14:30:00+00:00")
    assert first.published_precision == Precision.MINUTE


def test_import_refuses_a_file_over_the_limit_and_a_folder_without_texts(cast, tmp_path, capsys, settings):
    settings.GAINSAY_MAX_ARTICLE_BYTES = 10
    (tmp_path / "long.txt").write_text("eleven signs")
    (tmp_path / "bare").mkdir()
    refused("import_articles", str(tmp_path / "long.txt"), str(tmp_path / "bare"), "--collection", "bridge")
    _out, err = capsys.readouterr()
    assert "long.txt: The file has" in err and "bare: The folder holds no text file." in err
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--collection", "gone", "There is no collection “gone”"),
        ("--by", "nobody", "There is nobody with the user name “nobody”"),
        ("--published", "16.8.2024", "is no day like 2024-08-16"),
    ],
)
def test_import_with_something_that_is_not_there(cast, tmp_path, option, value, message):
    arguments = {"--collection": "bridge"} | {option: value}
    given = [word for pair in arguments.items() for word in pair]
    assert message in str(refused("import_articles", str(tmp_path), *given))


# -- create_collection


def test_create_collection_makes_what_is_missing_and_can_be_run_again(db, capsys):
    make.user("rita")
    arguments = ("create_collection", "dam-talks", "--member", "anna:manager", "--member", "rita:reviewer")
    call_command(*arguments)
    out, _err = capsys.readouterr()
    collection = Collection.objects.get(slug="dam-talks")
    assert collection.name == "Dam talks"
    roles = dict(Membership.objects.filter(collection=collection).values_list("user__username", "role"))
    assert roles == {"anna": "manager", "rita": "reviewer"}
    assert out.startswith("collection: dam-talks “Dam talks” (made)\nmember: anna manager\nmember: rita reviewer\n")
    assert "password: anna sets one at http://localhost/password/" in out and "password: rita" not in out
    before = User.objects.count()
    call_command(*arguments, "--name", "Other")
    assert Collection.objects.get(slug="dam-talks").name == "Dam talks" and User.objects.count() == before
    assert "(was there)" in capsys.readouterr().out


def test_the_printed_link_sets_a_password(db, capsys, client):
    call_command("create_collection", "dam", "--member", "anna:manager")
    link = capsys.readouterr().out.split(" at ")[1].strip().removeprefix("http://localhost")
    assert not User.objects.get(username="anna").has_usable_password()
    page = client.get(link, follow=True)
    assert page.status_code == 200 and b"password" in page.content


@pytest.mark.parametrize("member", ["anna", "anna:boss", ":editor"])
def test_create_collection_with_no_role_makes_nothing(db, member):
    assert "is no USER:ROLE" in str(refused("create_collection", "dam", "--member", member))
    assert not Collection.objects.exists() and not User.objects.exists()


@pytest.mark.parametrize(
    ("slug", "member"), [("no slug", "anna:editor"), ("new", "anna:editor"), ("dam", "an na:editor")]
)
def test_create_collection_makes_all_or_nothing(db, slug, member):
    assert refused("create_collection", slug, "--member", member).returncode == 1
    assert not Collection.objects.exists() and not User.objects.exists()


def rights() -> dict[str, tuple[bool, bool]]:
    return {each.username: (each.starts_collections, each.edits_register) for each in User.objects.all()}


def test_create_collection_gives_the_first_person_all_rights_and_later_ones_none(db):
    """Somebody has to be able to start collections and to keep the register."""
    members = ("--member", "ed:editor", "--member", "anna:manager", "--member", "max:manager")
    call_command("create_collection", "dam", *members)
    assert rights() == {"ed": (False, False), "anna": (True, True), "max": (False, False)}
    call_command("create_collection", "bridge", "--member", "eva:manager")
    assert rights()["eva"] == (False, False)


def test_create_collection_gives_them_to_the_first_one_named_where_nobody_manages(db):
    call_command("create_collection", "dam", "--member", "ed:editor", "--member", "rita:reviewer")
    assert rights() == {"ed": (True, True), "rita": (False, False)}


def test_create_collection_keeps_the_last_manager(cast):
    error = refused("create_collection", "bridge", "--member", "mona:reader")
    assert str(error) == "bridge: Mona is the only manager. Make somebody else manager first."


# -- as a shell sees them


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["export", "--collection", "gone", "--format", "csv"], 2, "There is no collection “gone”"),
        (["export", "--collection", "gone", "--format", "xlsx"], 2, "invalid choice: 'xlsx'"),
        (["verify"], 0, ""),
    ],
)
def test_exit_codes_as_a_shell_sees_them(django_db_setup, arguments, code, message):
    database = connection.settings_dict
    address = f"postgresql://{database['USER']}@{database['HOST'].replace('/', '%2F')}/{database['NAME']}"
    environment = os.environ | {"DATABASE_URL": address if not database["PASSWORD"] else os.environ["DATABASE_URL"]}
    command = [sys.executable, "manage.py", *arguments]
    finished = subprocess.run(
        command, cwd=settings.BASE_DIR, env=environment, capture_output=True, text=True, check=False
    )
    assert finished.returncode == code, finished.stderr
    assert message in finished.stderr and "Traceback" not in finished.stderr


@pytest.mark.parametrize(
    "command", ["export", "import_articles", "create_collection", "verify", "load_demo", "load_actors"]
)
def test_every_command_explains_itself(command, capsys):
    with pytest.raises(SystemExit) as ended:
        call_command(command, "--help")
    assert ended.value.code == 0 and f"usage: {command} " in " ".join(capsys.readouterr().out.split())


def test_exported_passages_are_left_as_they_are(cast, approved, tmp_path):
    before = list(Passage.objects.order_by("pk").values())
    call_command("export", "--collection", "bridge", "--format", "csv", "-o", str(tmp_path / "x.csv"))
    assert list(Passage.objects.order_by("pk").values()) == before
