# Two commands matter: `make demo` shows the whole job on invented people, `make test` proves it.
# Both do all the set-up themselves: a virtual environment in .venv, from the pinned lock files.
PYTHON ?=
BIN := .venv/bin
SHELL := /bin/sh
# Byte code that is kept makes every later start of the program several times quicker.
unexport PYTHONDONTWRITEBYTECODE
COMMA := ,

.PHONY: demo test assets test-long servers lint bench bench-more mutation format story clean help

help:
	@echo "make demo       the whole job on samples/demo, in a throw-away home"
	@echo "make test       every check: format, lint, types, walls, tests, coverage, the built wheel"
	@echo "make assets     fetch htmx from npm, as pinned, for a page that changes without loading anew"
	@echo "make test-long  the checks that take many minutes"
	@echo "make servers    install the address-book servers and the keyring the tests can use (as root, on Debian)"
	@echo "make bench      one table: speed and memory beside named peers, as the list grows"
	@echo "make bench-more every benchmark with its goal"
	@echo "make mutation   how much of a changed core the tests notice"

.venv/run: requirements.lock pyproject.toml
	@sh .ci/setup "$(PYTHON)" run

.venv/dev: requirements-dev.lock pyproject.toml .venv/run
	@sh .ci/setup "$(PYTHON)" dev

.venv/peers/asked: requirements-dev.lock .venv/dev
	@sh .ci/peers

# What cannot be fetched is said in words, and what needs it is skipped by the tests.
.venv/assets: package-lock.json tools/assets.py .venv/dev
	@-$(BIN)/python tools/assets.py
	@touch $@

assets: .venv/dev
	@$(BIN)/python tools/assets.py

demo: .venv/run
	@$(BIN)/reseau demo

test: .venv/dev .venv/assets .venv/peers/asked lint
	@sh .ci/tests

test-long: .venv/dev .venv/assets .venv/peers/asked
	@RESEAU_LONG=1 $(BIN)/python -m pytest -q -m long

servers:
	@sh .ci/servers all

lint: .venv/dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: .venv/dev
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

# One table beside named peers: make bench SIZES=1000,30000,300000 KEEP=1; ONLY="plan,feed" for some rows. What a row
# hides, with its goals: make bench-more NAMES="drop vcard".
.venv/bench/ready: requirements-bench.lock .venv/dev
	@sh .ci/setup "$(PYTHON)" bench

bench: .venv/dev .venv/bench/ready
	@$(BIN)/python -m tests.bench growth --sizes "$(or $(SIZES),1000$(COMMA)30000)" --only "$(ONLY)" $(if $(KEEP),--keep)

bench-more: .venv/dev
	@$(BIN)/python -m tests.bench $(NAMES)

# Mutants of the pure core: make mutation AREAS="merge" MOST=50
mutation: .venv/dev
	@$(BIN)/python -m tests.mutation $(AREAS) --most $(or $(MOST),300)

# The transcript of the first five minutes and the pages made from the program: write again, then read the difference.
story: .venv/dev
	@$(BIN)/python -m tests.test_story
	@$(BIN)/python -m tests.generated
	@$(BIN)/python -m tests.test_mission

# The lock files hold pinned versions with hashes and no addresses.
lock:
	uv pip compile pyproject.toml --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --universal -q -o requirements.lock
	uv pip compile pyproject.toml --group dev --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --universal -q -o requirements-dev.lock
	uv pip compile --group bench --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --universal -q -o requirements-bench.lock
	uv pip compile --group fuzz --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --universal -q -o requirements-fuzz.lock

clean:
	rm -rf .venv dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .import_linter_cache
