"""Guesses of passwords leave the site to others: `make stress` runs it, `python -m tests.scale.guessing` alone.

A reader opens pages while sixteen guessers try passwords as fast as they are answered: first each guess from an address
and for a name of its own, which no limit holds, then all from one address, then all for one name. What is printed are
ratios; what is checked are counts and wide bounds, since the machine may be busy. Exit code 1 if anything differs.
"""

import argparse
import os
import sys
from pathlib import Path

from config import embedded
from tests.scale import serve, stress_servers
from tests.scale.stress_servers import Web

FOLDER = embedded.ROOT / ".postgres-stress"
SETTINGS = "tests.scale.guessing_settings"


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.scale.guessing", description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=10, help="how long they guess (%(default)s)")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where Postgres keeps its data (%(default)s)")
    chosen = parser.parse_args()
    with stress_servers.running(chosen.folder) as (_database, address):
        serve.set_environment(address)
        os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS

        import django

        django.setup()
        from tests.scale.guessers import fill, run

        fill()
        web = Web(chosen.folder / "guessing.log", settings=SETTINGS)
        web.start()
        try:
            return 0 if run(web, chosen.seconds) else 1
        finally:
            web.stop()


if __name__ == "__main__":
    sys.exit(main())
