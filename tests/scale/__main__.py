"""`python -m tests.scale`: what `make bench` runs."""

import sys

from tests.scale.bench import main

sys.exit(main())
