# The faces of the house: make install | run | test | check | bench | crash | publish | lock | clean
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-builtin-rules --no-print-directory

# Any of these will do; the first one that runs and is new enough is taken.
PYTHONS := python3.13 python3.12 python3.11 python3
GOOD := import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))
PYTHON ?= $(shell for each in $(PYTHONS); do $$each -c '$(GOOD)' >/dev/null 2>&1 && { echo $$each; break; }; done)

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
TESTABLE := $(VENV)/.testable
TRANSLATING := $(VENV)/.translating
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
LOCK := $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --fork-strategy fewest \
	--generate-hashes --no-annotate --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"

.PHONY: help install run test check lock bench crash publish packages clean

help: ## Show this list
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# EXTRA=translate: machine translation on this machine as well (docs/translation.md).
ifneq ($(filter-out translate,$(EXTRA)),)
$(error EXTRA: write translate, or leave it out)
endif

install: $(INSTALLED) $(if $(filter translate,$(EXTRA)),$(TRANSLATING)) ## Put everything that is needed into .venv

run: $(INSTALLED) ## Open the counter on http://127.0.0.1:8000
	@exec $(BIN)/madoguchi serve

test: $(TESTABLE) ## Run all tests
	@$(BIN)/python -m pytest $(ARGS)

check: $(TESTABLE) ## Style, types, imports, the knowledge, the trained finder
	@echo "style";     $(BIN)/ruff check --quiet . && $(BIN)/ruff format --check --quiet .
	@echo "types";     $(BIN)/mypy --no-error-summary
	@echo "imports";   $(BIN)/lint-imports --no-cache >$(VENV)/imports.log || { cat $(VENV)/imports.log; exit 1; }
	@echo "knowledge"; $(BIN)/madoguchi check --errors
	@echo "house";     $(BIN)/python -m pytest --quiet -m "not slow" tests/test_house.py tests/test_finder_fresh.py

bench: $(TESTABLE) ## Measure what a message costs, where it goes, and twenty counselors at work
	@$(BIN)/python -m tests.bench.finder
	@$(BIN)/python -m tests.bench.line $(ARGS)
	@$(BIN)/python -m tests.bench.console
	@$(BIN)/python -m tests.bench.translation

crash: $(TESTABLE) ## Kill the counter at every moment, on both engines: the long form
	@$(BIN)/python -m tests.crash.run $(ARGS)

publish: $(INSTALLED) ## Train the finder on the knowledge as it is now
	@$(BIN)/madoguchi publish --whole

packages: $(TESTABLE) ## Train the small translation packages of the tests anew: some minutes
	@$(BIN)/python -m tests.translate.packages.make $(ARGS)

# stanza, spacy and minisbd are overridden away in pyproject.toml: argostranslate asks for them, we never load them.
lock: $(TESTABLE) ## Choose the newest versions and write the three requirements files
	@$(PIP) install uv
	@echo "locking"
	@$(LOCK) --upgrade --extra build --output-file requirements.txt
	@$(LOCK) --upgrade --extra build --extra translate --constraint requirements.txt \
		--output-file requirements-translate.txt
	@$(LOCK) --upgrade --extra build --extra dev --constraint requirements.txt \
		--constraint requirements-translate.txt --output-file requirements-dev.txt

clean: ## Remove what was made here; your data stays
	@rm -rf $(VENV) build dist *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -not -path './data/*' -type d -prune -exec rm -rf {} +

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11, 3.12 or 3.13 is needed and was not found here." \
		"Install one, or say where it is: make PYTHON=/path/to/python3.12" >&2; exit 1; }
	@$(PYTHON) -c '$(GOOD)' || { echo "$(PYTHON) is not Python 3.11, 3.12 or 3.13." >&2; exit 1; }
	@echo "Making $(VENV) with $$($(PYTHON) --version)"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python's venv module is missing or broken." \
		"On Debian and Ubuntu: apt-get install python3-venv" >&2; exit 1; }

$(INSTALLED): requirements.txt pyproject.toml | $(VENV)/bin/python
	@echo "Installing $$(grep -c '^[a-z].*==' requirements.txt) packages (600 MB on disk): about a minute, only this once"
	@$(PIP) install --require-hashes -r requirements.txt
	@echo "Installing madoguchi itself"
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

# The lock is complete, and nothing beside it may come in: that is what --no-deps is for.
$(TRANSLATING): requirements-translate.txt $(INSTALLED)
	@echo "Installing what translates: 160 MB on disk, without its models (docs/translation.md)"
	@$(PIP) install --require-hashes --no-deps -r requirements-translate.txt
	@# argostranslate brings tests of its own under a name that would hide ours.
	@rm -rf $$($(BIN)/python -c 'import sysconfig; print(sysconfig.get_path("purelib"))')/tests
	@touch $@

$(TESTABLE): requirements-dev.txt requirements-translate.txt $(INSTALLED)
	@$(MAKE) $(TRANSLATING) || echo "What translates cannot be installed here: its tests are left out" >&2
	@echo "Installing what the tests need"
	@$(PIP) install --require-hashes -r requirements-dev.txt
	@touch $@
