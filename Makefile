# Everything starts here. Only `make` and a Python are needed; the rest is installed into .venv.

PORT ?= 8000
PYTHON := .venv/bin/python
# In this order: what `python3` means here (.python-version has a say where pyenv is used), then newer to older.
PYTHONS := python3 python3.14 python3.13 python3.12
INSTALL := $(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r
# What the checks need to load the settings; nothing is served with it.
CHECKING := SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(64))') GAINSAY_URL=http://localhost
TEST_SERVER := $(PYTHON) -m config.embedded --folder .postgres-test --forgetful run

.DEFAULT_GOAL := help
.PHONY: help demo test lint checks bench restore-test stress stop pins

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile

demo: .venv/.installed ## set everything up and serve the demo collection on PORT (8000) until Ctrl-C
	@PORT=$(PORT) $(PYTHON) -m config.demo

test: .venv/.installed-dev ## run linters, type checks and all tests, a browser included
	@.ci/nginx || true
	@GAINSAY_CHROMIUM="$$(.ci/chromium)" && export GAINSAY_CHROMIUM && \
		$(TEST_SERVER) $(MAKE) --no-print-directory checks

lint: .venv/.installed-dev ## run linters and type checks
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@$(PYTHON) -m mypy

# With DATABASE_URL set, as `make test` does.
checks: lint
	@$(CHECKING) $(PYTHON) manage.py check --fail-level WARNING
	@$(CHECKING) $(PYTHON) manage.py makemigrations --check --dry-run
	@$(PYTHON) -m pytest --numprocesses 2 --dist worksteal $(TESTS)

# POSTGRES=15 takes them on Debian's (apt-get install postgresql-15) instead of the embedded one.
bench: .venv/.installed-dev ## print figures of speed and size, beside those of a plain COPY
	@GAINSAY_CHROMIUM="$$(.ci/chromium)" && export GAINSAY_CHROMIUM && $(PYTHON) -m tests.scale $(POSTGRES)

# Needs Debian's Postgres: the scripts run programs that the embedded one does not bring.
restore-test: .venv/.installed-dev ## rehearse backup and restore with their own scripts, and compare every row
	@$(TEST_SERVER) $(PYTHON) -m pytest tests/config/test_backup.py

# On a Postgres of its own, in .postgres-stress, which it makes and removes. STRESS takes options: "--seconds 20".
stress: .venv/.installed-dev ## slow clients and large uploads; 16 people at once while servers are killed; guessed passwords
	@.ci/nginx
	@$(PYTHON) -m tests.scale.slow_clients
	@$(PYTHON) -m tests.scale.stress $(STRESS)
	@$(PYTHON) -m tests.scale.guessing

stop: .venv/.installed ## stop the databases that were started here
	@$(PYTHON) -m config.embedded stop
	@$(PYTHON) -m config.embedded --folder .postgres-test stop
	@$(PYTHON) -m config.embedded --folder .postgres-stress stop

.venv/.installed: requirements-demo.txt | .venv/.made
	$(INSTALL) $<
	@touch $@

.venv/.installed-dev: requirements-dev.txt | .venv/.made
	$(INSTALL) $<
	@touch $@

.venv/.made:
	@for python in $(PYTHONS); do \
		$$python -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))' 2>/dev/null || continue; \
		echo "Python: $$($$python --version 2>&1), $$(command -v $$python)"; \
		$$python -m venv .venv && touch $@ && exit; \
	done; \
	echo "Gainsay needs Python 3.12 or newer, with venv and pip; none of these is: $(PYTHONS)." >&2; \
	echo "Install one: apt install python3 python3-venv, brew install python, pyenv install, or from python.org." >&2; \
	exit 1

pins: ## write the pinned, hashed requirements anew from pyproject.toml (needs uv)
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.12 pyproject.toml -o requirements.txt
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.12 --group embedded pyproject.toml -o requirements-demo.txt
	uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.12 --group embedded --group dev pyproject.toml -o requirements-dev.txt
