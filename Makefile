# The two commands of a newcomer are `make run` and `make test`.
# The first of these that is there and runs: 3.11 is what CI uses.
PYTHON ?= $(shell for version in 3.11 3.12 3.13 3.14; do \
  python$$version -c "" 2>/dev/null && { echo python$$version; exit; }; done; echo python3)
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
export PORT
export PYTHONPATH := $(CURDIR):$(CURDIR)/site

.PHONY: run dev test engines check format audit bench guide lock words clean help

run: $(VENV)/run.stamp        ## everything, on http://localhost:8000
	@$(BIN)/python manage.py start

dev: $(VENV)/dev.stamp        ## the same with reload, debug and the debug toolbar
	@RECALIBRATE_DEBUG=1 $(BIN)/python manage.py start --reload

test: $(VENV)/dev.stamp       ## everything that proves it works
	@$(BIN)/python -m pytest -n auto $(ARGS)

engines: $(VENV)/dev.stamp    ## twenty pages and eight jobs in Firefox ESR and WebKitGTK (.ci/engines installs them)
	@$(BIN)/python -m pytest -n 0 -m engines tests/engines $(ARGS)

check: $(VENV)/dev.stamp      ## style, types, imports, settings, migrations, templates
	@PATH="$(CURDIR)/$(BIN):$$PATH" sh .ci/check

bench: $(VENV)/dev.stamp      ## measure what docs/performance.md tells, and write it there
	@test -x $(VENV)-reader/bin/python || $(PYTHON) -m venv $(VENV)-reader
	@$(VENV)-reader/bin/python -m pip install --quiet --disable-pip-version-check reader sgmllib3k
	@READER=$(VENV)-reader/bin/python $(BIN)/python -m benchmarks $(ARGS)

guide: $(VENV)/dev.stamp      ## take the pictures of the editors' guide from a real admin
	@$(BIN)/python tests/guide_pictures.py

audit:                        ## ask the vulnerability database about every pinned package (needs the internet)
	@sh .ci/audit $(VENV)-audit $(PYTHON)

words:                        ## compile Wagtail's words in ours (needs gettext)
	cd site/recalibrate/locale/en_GB/LC_MESSAGES && msgfmt --output-file=django.mo django.po

lock:                         ## re-pin requirements*.txt from requirements*.in
	@$(PYTHON) -m venv $(VENV)-lock && $(VENV)-lock/bin/pip install --quiet pip-tools
	@for name in requirements requirements-optional requirements-dev; do CUSTOM_COMPILE_COMMAND="make lock" $(VENV)-lock/bin/pip-compile --quiet \
	  --generate-hashes --no-emit-index-url --no-emit-find-links --no-emit-trusted-host --allow-unsafe --no-strip-extras \
	  --no-header --output-file $$name.txt $$name.in; done
	@rm -rf $(VENV)-lock

format: $(VENV)/dev.stamp     ## Python and JavaScript into the house's form
	@$(BIN)/ruff check --fix --quiet . || true
	@$(BIN)/ruff format --quiet .
	@test ! -x $(BIN)/biome || $(BIN)/biome format --write --log-level=error .

help:                         ## these lines
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/  make \1|\2/p' Makefile | column -t -s "|"

clean:                        ## remove what was made here, the sample database included
	rm -rf $(VENV) $(VENV)-reader var staticfiles

$(VENV)/run.stamp: requirements.txt
	@command -v $(PYTHON) >/dev/null || { echo "Recalibrate needs Python 3.11 or later: $(PYTHON) was not found (set PYTHON=…)."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Recalibrate needs Python 3.11 or later: this is $$($(PYTHON) --version) (set PYTHON=…)."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what Recalibrate runs on (once; about a minute) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/dev.stamp: requirements.txt requirements-optional.txt requirements-dev.txt | $(VENV)/run.stamp
	@echo "Installing what the tests need …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-optional.txt -r requirements-dev.txt
	@touch $@
