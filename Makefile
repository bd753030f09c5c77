# What people type. `make` alone explains; every other target sets itself up first.
# Written for the make of macOS (3.81) as well: no .ONESHELL, no grouped targets.

.DEFAULT_GOAL := help
.PHONY: help setup run test test-slow check bench lock

VENV := .venv
PY := $(VENV)/bin/python
LOCKS := requirements.lock requirements-dev.lock
# Names tried in turn when PYTHON is not given; the machine's own python3 comes first.
PYTHONS := python3 python3.13 python3.12 python3.11 python3.14
PYTEST := $(PY) -m pytest
# Tests at a time, more than two cores since some wait for a clock; JOBS=0 runs them one after the other, in one process.
JOBS := 3

help: ## what can be typed here
	@echo "Piket: a public telephone hotline"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
	@echo
	@echo "  PYTHON=/path/to/python chooses the Python for .venv (3.11 or newer)"

# The stamp is a copy of the lock that was installed: only another lock installs anew, whatever the file times say.
setup: ## .venv with everything installed; does nothing when that is so already
	@if cmp -s requirements-dev.lock $(VENV)/installed.lock && $(PY) -c '' 2>/dev/null; then exit 0; fi; \
	set -e; \
	if ! $(PY) -c 'import sys, pip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
		chosen=''; reason="$(if $(PYTHON),$(PYTHON) does not run,no Python found). Needed: Python 3.11 or newer (Debian/Ubuntu: apt install python3 python3-venv)"; \
		for name in $(or $(PYTHON),$(PYTHONS)); do \
			"$$name" -c '' 2>/dev/null || continue; \
			if ! "$$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then \
				reason="$$name is Python $$("$$name" -c 'import platform; print(platform.python_version())'), too old. Needed: 3.11 or newer; PYTHON=/path/to/python chooses another"; continue; fi; \
			if ! "$$name" -c 'import venv, ensurepip' 2>/dev/null; then \
				reason="$$name cannot make virtual environments. On Debian/Ubuntu: apt install python3-venv"; continue; fi; \
			chosen="$$name"; break; \
		done; \
		if [ -z "$$chosen" ]; then echo "make setup: $$reason" >&2; exit 1; fi; \
		echo "Making $(VENV) with $$chosen ($$("$$chosen" -c 'import platform; print(platform.python_version())'))"; \
		"$$chosen" -m venv --clear $(VENV); \
	fi; \
	echo "Installing the locked packages into $(VENV) (a minute or two)"; \
	$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock; \
	cp requirements-dev.lock $(VENV)/installed.lock; \
	echo "Ready: $(VENV)"

run: setup ## the demonstration on http://127.0.0.1:8000
	@$(PY) app.py demo

test: setup ## the whole test suite, on SQLite and a real PostgreSQL
	@$(PYTEST) -m "not slow" -n $(JOBS) --dist loadfile

test-slow: setup ## the long tests: faults, sizes, long stories in a browser, pages on PostgreSQL
	@$(PYTEST) -m slow -n $(JOBS) --dist loadfile || { [ $$? -eq 5 ] && echo "No test is marked slow yet."; }

check: setup ## lint, types, house rules
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(VENV)/bin/lint-imports
	$(PYTEST) -q tests/house

bench: setup ## the benchmarks: webhooks against their floor, and the recap of a busy day
	@$(PY) -m bench
	@$(PY) -m bench recap --history 100000

# Universal: one lock for CPython 3.11 and newer on Linux (x86_64, aarch64) and macOS. Versions already locked are kept;
# `make lock UPGRADE=--upgrade` takes the newest.
COMPILE := $(VENV)/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --no-header $(UPGRADE)
lock: ## makes both locks anew from pyproject.toml
	@if [ ! -x $(VENV)/bin/uv ]; then $(MAKE) setup; fi
	$(COMPILE) --extra gunicorn pyproject.toml -o requirements.lock
	$(COMPILE) --all-extras --constraint requirements.lock pyproject.toml -o requirements-dev.lock
	@$(MAKE) setup
	@$(PYTEST) -q tests/house/test_locks.py
