"""`make bench`: figures of speed and size, beside the aims and beside what other tools do with the same work.

Sets everything up in a database of its own on the embedded server, or with `make bench POSTGRES=15` on Debian's,
serves it as the demo does, and clears away. The others' figures were taken on a machine with two cores and a disk that
keeps what is committed: elsewhere look at the ratios, and at CPU time where the machine is busy with other things too.

It fails only where an answer is wrong, never because it is slow.
"""

import sys
import time

from config import embedded
from tests.scale import serve
from tests.scale.report import table


def main() -> int:
    """The exit code."""
    started = time.monotonic()
    try:
        with serve.scratch_database(debian="15" in sys.argv[1:]) as database:
            serve.set_environment(database)

            import django

            django.setup()

            # The models can be imported from here on.
            from tests.claims import figures as quotations
            from tests.scale import letters, polnear
            from tests.scale.measure import measured

            figures = measured(database)
    except (embedded.EmbeddedError, FileNotFoundError) as error:
        print(error, file=sys.stderr)
        return 1
    guesses = "\n".join([*quotations.report(), *polnear.report(), *letters.report()])
    print(f"\n{table(figures)}\n\n{guesses}\n\nTaken in {time.monotonic() - started:.0f} s, setting up included.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
