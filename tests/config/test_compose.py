"""The compose file: no secret in it or in an environment, nothing without limits, a database nobody else reaches."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from config import checks
from config.embedded import ROOT

NEEDED = {"GAINSAY_URL": "https://gainsay.example.org"}
SERVICES = ("database", "migrate", "web")


def compose() -> list[str]:
    """Whichever of its two forms is installed."""
    if shutil.which("docker-compose"):
        return ["docker-compose"]
    docker = shutil.which("docker")
    if docker and not subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        return [docker, "compose"]
    pytest.skip("docker-compose is not installed, so the compose file cannot be read")


def read(tmp_path: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """What compose makes of the file with these variables and no .env file."""
    shutil.copy(ROOT / "docker-compose.yml", tmp_path)
    return subprocess.run(
        [*compose(), "config"],
        cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "HOME": str(tmp_path), **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory) -> dict:
    """The whole file, as compose understands it."""
    result = read(tmp_path_factory.mktemp("compose"), NEEDED)
    assert result.returncode == 0, result.stderr
    # The system's Python has what docker-compose itself reads YAML with.
    convert = "import json, sys, yaml; json.dump(yaml.safe_load(sys.stdin), sys.stdout)"
    for python in ("/usr/bin/python3", "python3"):
        made = subprocess.run([python, "-c", convert], input=result.stdout, capture_output=True, text=True, check=False)
        if made.returncode == 0:
            return json.loads(made.stdout)
    pytest.skip("no Python here reads YAML")


@pytest.mark.parametrize("value", [None, ""])
def test_it_refuses_to_load_without_an_address(tmp_path, value):
    result = read(tmp_path, {} if value is None else {"GAINSAY_URL": value})
    assert result.returncode != 0
    assert "GAINSAY_URL" in result.stderr


def test_it_loads_with_one(file):
    assert set(SERVICES) <= file["services"].keys()


def test_secrets_come_from_files_and_stand_in_no_environment(file):
    for name, service in file["services"].items():
        for variable, value in (service.get("environment") or {}).items():
            if re.search("SECRET|PASSWORD|TOKEN|KEY", variable):
                assert variable.endswith("_FILE"), (name, variable)
                secret = Path(value).name
                assert secret in {each["source"] for each in service["secrets"]}, (name, variable)
        assert ":" not in (urlsplit(service.get("environment", {}).get("DATABASE_URL", "")).netloc.partition("@")[0])
    assert all("file" in secret for secret in file["secrets"].values())


def test_each_service_is_given_the_secrets_it_needs_and_no_other(file):
    given = {name: {each["source"] for each in file["services"][name]["secrets"]} for name in SERVICES}
    assert "owner_password" not in given["web"] and "superuser_password" not in given["web"] | given["migrate"]
    assert not any(secret.startswith("secret_key") for secret in given["database"])


def test_every_service_has_limits_and_no_more_rights_than_it_needs(file):
    for name, service in file["services"].items():
        assert "mem_limit" in service or service.get("deploy"), name
        assert service["pids_limit"] > 0, name
        assert service["logging"]["options"]["max-size"] and service["logging"]["options"]["max-file"], name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert service["read_only"] is True, name
        assert not service.get("privileged"), name


def test_the_database_is_reached_by_the_program_alone_and_is_not_root(file):
    database = file["services"]["database"]
    assert database["user"] == "postgres" and "cap_add" not in database
    assert "ports" not in database
    assert list(database["networks"]) == ["database"]
    assert file["networks"]["database"]["internal"] is True
    assert "scram-sha-256" in database["environment"]["POSTGRES_INITDB_ARGS"]


def test_the_program_is_neither_superuser_nor_owner(file):
    services = file["services"]
    role = {name: urlsplit(services[name]["environment"]["DATABASE_URL"]).username for name in ("migrate", "web")}
    superuser = services["database"]["environment"]["POSTGRES_USER"]
    assert len({role["web"], role["migrate"], superuser}) == 3
    roles = (ROOT / "deploy" / "database" / "10-roles.sh").read_text()
    for each in role.values():
        assert re.search(rf"CREATE ROLE {each} LOGIN NOSUPERUSER", roles)
    # So that no password and no query travels in the open without somebody having said so.
    assert services["web"]["environment"]["DATABASE_TLS"] == "off"


# Set by the file itself, for a machine without it, or files that have to be mounted as well.
NOT_HANDED_ON = {
    "BIND", "DATABASE_POOLED", "DATABASE_URL_FILE", "DEBUG", "GAINSAY_BREACHED_PASSWORDS",
    "GAINSAY_OIDC_CLIENT_SECRET", "GAINSAY_OIDC_CLIENT_SECRET_FILE", "PGPASSWORD", "PORT", "SECRET_KEY",
    "SECRET_KEY_FALLBACKS",
}  # fmt: skip


def test_every_setting_of_the_example_reaches_the_web_process():
    example = (ROOT / ".env.example").read_text()
    before, of_compose = example.split("# -- docker compose only")
    of_compose, rest = of_compose.split("# -- The web server")
    rest = rest.split("# -- The proxy of docker compose")[0] + rest.split("# -- Seldom")[1]
    wanted = set(re.findall(r"^#?([A-Z_]+)=", before + rest, re.MULTILINE)) - NOT_HANDED_ON
    text = (ROOT / "docker-compose.yml").read_text()
    environment = text.split("x-environment:")[1].split("x-gainsay:")[0]
    assert wanted - set(re.findall(r"^  ([A-Z_]+):", environment, re.MULTILINE)) == set()


def test_images_are_pinned_to_a_minor_version(file):
    named = [service["image"] for service in file["services"].values() if "build" not in service]
    built_from = re.findall(r"^FROM (\S+)", (ROOT / "Dockerfile").read_text(), re.MULTILINE)
    assert named and built_from
    for image in [*named, *built_from]:
        assert re.fullmatch(r"[\w./-]+:\d+\.\d+[\w.-]*(@sha256:[0-9a-f]{64})?", image), image


@pytest.fixture
def deploy(tmp_path) -> Path:
    """A copy of the scripts, with nothing made yet."""
    shutil.copytree(ROOT / "deploy", tmp_path / "deploy")
    return tmp_path


def run(deploy: Path, script: str) -> None:
    subprocess.run([str(deploy / "deploy" / script)], check=True, capture_output=True)


def test_all_secrets_are_made_at_once_and_kept_when_run_again(deploy, file, settings):
    run(deploy, "make-secrets")
    made = {path.name: path.read_text() for path in (deploy / "secrets").iterdir()}
    assert made.keys() == file["secrets"].keys()
    assert (deploy / "secrets").stat().st_mode & 0o777 == 0o700
    kept = [text for name, text in made.items() if name != "secret_key_fallbacks"]
    assert len(set(kept)) == len(kept)
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = made["secret_key"], []
    assert not list(checks._secret())
    run(deploy, "make-secrets")
    assert {path.name: path.read_text() for path in (deploy / "secrets").iterdir()} == made


def test_a_new_secret_key_keeps_the_former_as_a_fallback(deploy, settings, monkeypatch):
    run(deploy, "make-secrets")
    keys = [(deploy / "secrets" / "secret_key").read_text()]
    for _ in range(2):
        run(deploy, "rotate-secret-key")
        keys.insert(0, (deploy / "secrets" / "secret_key").read_text())
    assert len(set(keys)) == 3
    from config.from_environment import secret, secrets_in

    monkeypatch.setenv("ROTATED_FILE", str(deploy / "secrets" / "secret_key"))
    monkeypatch.setenv("FORMER_FILE", str(deploy / "secrets" / "secret_key_fallbacks"))
    assert [secret("ROTATED"), *secrets_in("FORMER")] == keys
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = secret("ROTATED"), secrets_in("FORMER")
    assert not list(checks._secret())
