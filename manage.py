#!/usr/bin/env python
"""Runs Gainsay's commands; on a developer's machine it first sees to a database and a secret."""

import os
import sys

from config import embedded, local


def main() -> int:
    """Runs the command named on the command line."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        local.prepare()
    except embedded.EmbeddedError as error:
        print(error, file=sys.stderr)
        return 1

    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)
    return 0


if __name__ == "__main__":
    sys.exit(main())
