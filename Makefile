# The desk's commands. `make help` lists them.
PYTHON ?= python3
VENV := .venv
DECLINE ?=
FAULTS ?=
.DEFAULT_GOAL := help
.PHONY: help run test lint bench fault docs clean

define READY
$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { \
  echo "Verifier needs Python 3.11 or newer. Install it, or name it: make PYTHON=python3.12 $@"; exit 1; }; \
$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
  echo "This Python has no venv module. On Debian and Ubuntu: apt-get install python3-venv"; exit 1; }
endef

help: ## List what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /  make \1\t/' | expand -t 16

$(VENV)/run-$(shell cksum < requirements.txt | tr ' ' '-'):
	@$(READY)
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the desk needs (once) ..."
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.txt
	@rm -f $(VENV)/run-*; touch $@

$(VENV)/test-$(shell cksum < tests/requirements.txt | tr ' ' '-'):
	@$(READY)
	@test -x $(VENV)/bin/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what the tests need (once) ..."
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r tests/requirements.txt
	@rm -f $(VENV)/test-*; touch $@

run: $(VENV)/run-$(shell cksum < requirements.txt | tr ' ' '-') ## Install, take in the sample article, serve on http://127.0.0.1:8000
	@exec $(VENV)/bin/python app.py demo

test: $(VENV)/test-$(shell cksum < tests/requirements.txt | tr ' ' '-') ## Run everything: style, SQLite, PostgreSQL, browser. DECLINE="browser" leaves a leg out
	@exec $(VENV)/bin/python tests/legs.py --decline "$(DECLINE)"

lint: $(VENV)/test-$(shell cksum < tests/requirements.txt | tr ' ' '-') ## Only the style leg: ruff, mypy, import contracts
	@exec $(VENV)/bin/python tests/legs.py --only style

bench: $(VENV)/run-$(shell cksum < requirements.txt | tr ' ' '-') ## Measure this machine: speed beside its floors, growth, memory
	@exec $(VENV)/bin/python app.py bench all

fault: $(VENV)/test-$(shell cksum < tests/requirements.txt | tr ' ' '-') ## Kill, fill, break and turn back the clock of real servers, some 40 minutes. FAULTS="kill --cycles 20" for less
	@exec $(VENV)/bin/python -m tests.faults $(FAULTS)

docs: $(VENV)/test-$(shell cksum < tests/requirements.txt | tr ' ' '-') ## Write the docs that the code knows, and check the rest
	@$(VENV)/bin/python app.py docs
	@exec $(VENV)/bin/python -m pytest -q tests/house/test_docs.py

clean: ## Remove the virtual environment and caches; the data folder stays
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis
