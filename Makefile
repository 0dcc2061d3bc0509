# Two commands matter: `make demo` shows the whole job on invented people, `make test` proves it.
# Both do all the set-up themselves: a virtual environment in .venv, from the pinned lock files.
PYTHON ?=
BIN := .venv/bin
SHELL := /bin/sh
# Byte code that is kept makes every later start of the program several times quicker.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: demo test test-long servers lint bench format story clean help

help:
	@echo "make demo       the whole job on samples/demo, in a throw-away home"
	@echo "make test       every check: format, lint, types, walls, tests, coverage, the built wheel"
	@echo "make test-long  the checks that take many minutes"
	@echo "make servers    install the address-book servers the tests can use (as root, on Debian)"
	@echo "make bench      speed, as ratios against named baselines"

.venv/run: requirements.lock pyproject.toml
	@sh .ci/setup "$(PYTHON)" run

.venv/dev: requirements-dev.lock pyproject.toml .venv/run
	@sh .ci/setup "$(PYTHON)" dev

.venv/peers/asked: requirements-dev.lock .venv/dev
	@sh .ci/peers

demo: .venv/run
	@$(BIN)/reseau demo

test: .venv/dev .venv/peers/asked lint
	@sh .ci/tests

test-long: .venv/dev .venv/peers/asked
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

bench: .venv/dev
	@$(BIN)/python -m tests.bench

# The transcript of the first five minutes and the pages made from the program: write again, then read the difference.
story: .venv/dev
	@$(BIN)/python -m tests.test_story
	@$(BIN)/python -m tests.generated
	@$(BIN)/python -m tests.test_mission

# The lock files hold pinned versions with hashes and no addresses.
lock:
	uv pip compile pyproject.toml --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --universal -q -o requirements.lock
	uv pip compile pyproject.toml --group dev --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --universal -q -o requirements-dev.lock

clean:
	rm -rf .venv dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .import_linter_cache
