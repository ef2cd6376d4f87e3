# Every act of the project. The recipes are short; what grows lives in tools/.
# Written for GNU make 3.81 and a POSIX shell, which is what macOS brings.

PYTHON = .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help demo test test-fast check figures bench requirements screenshots clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-14s %s\n", $$1, $$2}' Makefile

demo: ## Set everything up with sample data and serve it here; safe to run again; ARGS=--new-password to sign in anew, ARGS=--no-example without the invented treaty
	@sh tools/environment.sh requirements.txt
	@DEVELOPMENT=1 $(PYTHON) manage.py demo $(ARGS)

test: ## Run every test, on SQLite and PostgreSQL and in a browser; ARGS="-k word" narrows it
	@sh tools/environment.sh requirements-dev.txt
	@$(PYTHON) tools/run_tests.py $(ARGS)

test-fast: ## Run the tests marked core, on SQLite alone: a tenth of all, for between two edits
	@sh tools/environment.sh requirements-dev.txt
	@$(PYTHON) -m pytest --no-header -q -n 2 -m core $(ARGS) articles recommendations treatytracker

check: ## Check format, lint, types, templates, imports, migrations, deployment settings and the API schema
	@sh tools/environment.sh requirements-dev.txt
	@sh tools/check.sh

figures: ## Print the figures of the house: sizes, comments, imports, private API, types
	@sh tools/environment.sh requirements-dev.txt
	@$(PYTHON) tools/figures.py $(ARGS)

bench: ## Measure speed over data at scale and write docs/performance.md; ARGS="--million" goes further
	@sh tools/environment.sh requirements.txt
	@$(PYTHON) -m bench $(ARGS)

screenshots: ## Take a picture of the pages that the browser tests visit, into e2e/screenshots/
	@sh tools/environment.sh requirements-dev.txt
	@SCREENSHOTS=1 $(PYTHON) -m pytest e2e

requirements: ## Write both requirements files anew from their .in files; UPGRADE=1 takes newer versions
	@sh tools/environment.sh requirements-dev.txt
	@sh tools/requirements.sh $(if $(UPGRADE),--upgrade)

clean: ## Remove the environment, caches and collected files; db.sqlite3 and media/ are yours and stay
	rm -rf .venv var/bench staticfiles e2e/screenshots .pytest_cache .ruff_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
