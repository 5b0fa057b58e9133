# `make run` and `make test` need python3 (3.11 or later), make and a package index; `make help` lists the rest.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV = $(BIN)/uv pip --quiet

.DEFAULT_GOAL := help
.PHONY: help run test check lint scaleout postgres browser format bench-claims bench-discrepancies bench-feeds lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/run.stamp ## take in the seeds and feeds, find the discrepancies, issue the digest
	@$(BIN)/countercheck run

test: $(VENV)/dev.stamp ## every test, in two processes
	$(BIN)/pytest --numprocesses 2 --dist loadfile

check: lint test ## lint, types, SQL style, tests

lint: $(VENV)/dev.stamp ## lint, types, SQL style
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --disable-progress-bar queries

scaleout: $(VENV)/run.stamp ## add what several machines need (docs/running.md)
	@test -e $(VENV)/dev.stamp || VIRTUAL_ENV=$(VENV) $(UV) sync requirements-scaleout.lock
	@VIRTUAL_ENV=$(VENV) $(UV) install --no-deps --no-build-isolation --editable .

postgres: ## install the PostgreSQL that the scale-out tests start (Debian, as root)
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || { apt-get update -qq && apt-get install -qq -y postgresql >/dev/null; }

browser: ## install the Chromium that the page tests look through (Debian, as root)
	@command -v chromium >/dev/null || { apt-get update -qq && apt-get install -qq -y chromium >/dev/null; }

format: $(VENV)/dev.stamp ## put the code into its canonical form
	$(BIN)/ruff check --fix-only .
	$(BIN)/ruff format .

pictures: $(VENV)/dev.stamp ## draw docs/pictures again, with Chromium
	$(BIN)/python -m tests.support.pictures

bench-digest: $(VENV)/dev.stamp ## how long issuing takes: many discrepancies, many readers
	$(BIN)/python -m tests.bench.bench_digest

drill-delivery: $(VENV)/dev.stamp ## deliver through every fault of a mail server, and kill runs on the way
	$(BIN)/python -m tests.bench.delivery_drill 225

bench-claims: $(VENV)/dev.stamp ## quality on the gold sets below GOLD=DIR, and speed
	$(BIN)/python -m tests.bench.bench_claims $(GOLD)

bench-discrepancies: $(VENV)/dev.stamp ## what is found of gold discrepancies below GOLD=DIR, and why the rest is not
	$(BIN)/python -m tests.bench.bench_discrepancies $(GOLD) $(BENCH)

bench-feeds: $(VENV)/dev.stamp ## what feeds cost, beside `reader` in an environment of its own
	@test -x $(VENV)-reader/bin/python || $(PYTHON) -m venv $(VENV)-reader
	@$(VENV)-reader/bin/pip install --quiet --disable-pip-version-check reader sgmllib3k
	PYTHONPATH=. $(BIN)/python tests/bench/bench_feeds.py --reader $(VENV)-reader/bin/python

bench-sql: $(VENV)/dev.stamp ## what the day's queries take beside archives of 100,000 and a million articles
	$(BIN)/python tests/bench/bench_sql.py $(BENCH)

# uv reads its settings from no project file here, so that the lock carries versions and hashes and no addresses.
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-header --no-emit-index-url --no-emit-find-links

lock: $(VENV)/run.stamp ## write the lock files again from pyproject.toml
	$(COMPILE) --extra build pyproject.toml -o requirements.lock
	$(COMPILE) --extra build --extra scaleout -c requirements.lock pyproject.toml -o requirements-scaleout.lock
	$(COMPILE) --extra build --extra scaleout --extra dev -c requirements-scaleout.lock pyproject.toml -o requirements-dev.lock

clean: ## remove the environment; data/ stays
	rm -rf $(VENV)

# uv installs the lock in seconds where pip takes more than a minute; it is itself taken from the lock.
$(BIN)/uv: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Countercheck needs Python 3.11 or later, found " + sys.version.split()[0])'
	@$(PYTHON) -m venv $(VENV)
	@awk '/^uv==/ {take = 1} take {print} take && !/\\$$/ {exit}' requirements.lock > $(VENV)/uv.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r $(VENV)/uv.lock
	@touch $@

$(VENV)/run.stamp: $(BIN)/uv requirements.lock pyproject.toml
	@test -e $(VENV)/dev.stamp || { echo "Setting up (once) ..."; VIRTUAL_ENV=$(VENV) $(UV) sync requirements.lock; }
	@VIRTUAL_ENV=$(VENV) $(UV) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/dev.stamp: $(BIN)/uv requirements-dev.lock pyproject.toml
	@VIRTUAL_ENV=$(VENV) $(UV) sync requirements-dev.lock
	@VIRTUAL_ENV=$(VENV) $(UV) install --no-deps --no-build-isolation --editable .
	@touch $@
