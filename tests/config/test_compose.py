"""The compose file gives no secret a default: without one it does not even load."""

import json
import os
import shutil
import subprocess

import pytest

from config.embedded import ROOT

NEEDED = {
    "GAINSAY_URL": "https://gainsay.example.org",
    "SECRET_KEY": "0123456789abcdef" * 4,
    "POSTGRES_PASSWORD": "any $ign: at all",
}


def compose() -> list[str]:
    """Whichever of its two forms is installed."""
    if shutil.which("docker-compose"):
        return ["docker-compose"]
    docker = shutil.which("docker")
    if docker and not subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        return [docker, "compose"]
    pytest.skip("docker-compose is not installed, so the compose file cannot be read")


def read(tmp_path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
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


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("value", [None, ""])
def test_it_refuses_to_load_without_a_secret(tmp_path, name, value):
    environment = NEEDED | {name: value}
    result = read(tmp_path, {key: kept for key, kept in environment.items() if kept is not None})
    assert result.returncode != 0
    assert name in result.stderr or "protects the database" in result.stderr


def test_it_loads_with_all_of_them(tmp_path):
    result = read(tmp_path, NEEDED)
    assert result.returncode == 0, result.stderr
    for service in ("database:", "migrate:", "web:"):
        assert service in result.stdout
    assert json.dumps(NEEDED["POSTGRES_PASSWORD"].replace("$", "$$"))[1:-1] in result.stdout
