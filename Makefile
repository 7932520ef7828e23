# Everything a person types. `make` alone lists it.
#
# The set-up steps are in .ci/setup and .ci/system-packages; what each system
# package is for is in docs/operating.md.

SHELL := /bin/bash
.DEFAULT_GOAL := help
BIN := .venv/bin
PACKAGES := exchange redaction storage app.py
# The rooms whose tests take seconds; pages, API, casework and documents are left to `make test`.
QUICK := tests/rules tests/house tests/ledger tests/storage tests/outside tests/redaction/recognisers

.PHONY: help setup run test check bench openapi lock format clean

help: ## List what can be typed
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: ## Set up what is needed, load a demonstration matter and serve it on this machine (Ctrl-C stops it)
	@.ci/setup run
	@exec $(BIN)/exchange run

setup: ## Set up everything for running and testing; start nothing
	@.ci/setup test

test: ## Set up, then every test against real parts, with branch coverage of rules, storage and redaction
	@.ci/setup test
	@$(BIN)/python -m pytest -q -n 3 --dist loadfile --no-loadscope-reorder --cov=exchange.rules --cov=storage --cov=redaction \
		--cov-branch --cov-report=term:skip-covered

check: ## The fast part: style, types, layers and the tests of rules, house, ledger, storage, outside and recognisers
	@.ci/setup test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy --explicit-package-bases $(PACKAGES) tests
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -q -x -n 2 -m "not slow" $(QUICK)

bench: ## Measure; prints a table and writes build/bench.json (ONLY=storage measures one)
	@.ci/setup test
	@$(BIN)/python -m tests.bench $(ONLY)

openapi: ## Write docs/openapi.json anew from the code
	@.ci/setup run
	$(BIN)/exchange openapi > docs/openapi.json.new
	mv docs/openapi.json.new docs/openapi.json

lock: ## Choose the packages' versions anew and write them down with their hashes (needs uv)
	@.ci/lock

format: ## Put the code into the one layout
	@.ci/setup test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

clean: ## Remove what was built (keeps var/, which holds documents and keys, and .venv)
	rm -rf build htmlcov .coverage .coverage.* .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find exchange redaction storage tests -name __pycache__ -type d -prune -exec rm -rf {} +
