# What a newcomer types. Each target is idempotent: stamps under .venv/ and static/vendor/
# remember what is already there, and apt is only asked when a probe finds something missing.

VENV    := .venv
BENCH   := .venv-bench
PEERS   := benchmarks/peers/node_modules
PY      := $(VENV)/bin/python
FLASK   := $(VENV)/bin/flask
PYTHON  ?= python3.11
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.DEFAULT_GOAL := help
.PHONY: help setup setup-test run serve test soak check bench lock screenshot views style-guide clean

help:           ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

setup: $(VENV)/.run static/built/.done $(VENV)/.catalogs  ## install what running needs
	@tools/need-apt SpatiaLite libsqlite3-mod-spatialite 'find /usr/lib /usr/local/lib -name "mod_spatialite*" | grep -q .'
	@tools/need-apt 'a Chinese font' fonts-noto-cjk 'fc-list :lang=zh-cn | grep -q . || ls /usr/share/fonts/*/*/*CJK*'

setup-test: setup $(VENV)/.test  ## ... and what the tests need
	@tools/need-apt PostGIS postgresql-postgis 'ls /usr/share/postgresql/*/extension/postgis.control /usr/lib/postgresql/*/bin/initdb'
	@tools/need-apt Chromium chromium 'command -v chromium || command -v chromium-browser || command -v google-chrome'

run: setup      ## load the sample town on first run and serve it
	@$(FLASK) serve --sample-if-empty

serve: setup    ## serve what is in the database, with more workers
	@$(FLASK) serve --workers 2

test: setup-test  ## core, both databases, real browser
	@$(PY) -m pytest
	@$(MAKE) --no-print-directory js-test

soak: setup-test  ## the long tests
	@$(PY) -m pytest -m soak

check: setup-test js-test  ## ruff, mypy, import direction, js tests
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(PY) -m pytest -q tests/test_house.py

.PHONY: js-test
js-test: static/built/.done
	@node --test --test-reporter=dot tests/js/

bench: setup-test $(BENCH)/.peers $(PEERS)/.done  ## timings and ratios into benchmarks/RESULTS.md [ONLY=locate SIZES=155,2000]
	@$(BENCH)/bin/python -m benchmarks

screenshot: setup-test  ## make the README's pictures anew
	@$(PY) -m tools.screenshot

views: setup-test  ## take the twelve views of docs/views.md anew
	@$(PY) -m tools.views

style-guide: setup-test  ## write docs/style-guide.md and its pictures anew
	@$(PY) -m tools.style_guide

lock: $(VENV)/.run  ## resolve the requirements anew (needs the package index)
	@npm install --package-lock-only --ignore-scripts --no-audit --no-fund --silent
	@node tools/quiet-lock.mjs package-lock.json
	@$(PY) -m pip install -q uv
	@$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url pyproject.toml -o requirements.txt
	@$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt
	@$(VENV)/bin/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url --group bench -c requirements-dev.txt -o benchmarks/requirements.txt

clean:          ## remove what setup made (never instance/)
	rm -rf $(VENV) $(BENCH) node_modules $(PEERS) static/vendor static/built benchmarks/.cache

$(VENV)/.run: requirements.txt
	@tools/make-venv $(PYTHON) $(VENV)
	@echo "Installing the Python packages (about a minute) ..."
	@$(PY) -m pip install -q --require-hashes --only-binary :all: -r requirements.txt
	@touch $@

$(VENV)/.test: requirements-dev.txt $(VENV)/.run
	@echo "Installing the test tools ..."
	@$(PY) -m pip install -q --require-hashes --only-binary :all: -r requirements-dev.txt
	@touch $@

# The peers of the benchmarks lie beside the product's packages and see them, never the other way round: no test and
# no part of the product can come to need them.
$(BENCH)/.peers: benchmarks/requirements.txt $(VENV)/.test
	@$(PY) -m venv $(BENCH)
	@$(PY) -c 'import site; print(*site.getsitepackages())' > "$$($(BENCH)/bin/python -c 'import site; print(*site.getsitepackages())')/product.pth"
	@echo "Installing the peers of the benchmarks ..."
	@$(BENCH)/bin/python -m pip install -q --require-hashes --only-binary :all: -r benchmarks/requirements.txt
	@touch $@

$(PEERS)/.done: benchmarks/peers/package-lock.json
	@tools/need-npm
	@npm ci --prefix benchmarks/peers --ignore-scripts --no-audit --no-fund --silent
	@touch $@

$(VENV)/.catalogs: $(VENV)/.run $(wildcard webmap/translations/*/LC_MESSAGES/messages.po)
	@$(VENV)/bin/pybabel -q compile -d webmap/translations
	@touch $@

static/built/.done: static/vendor/.done tools/bundle.mjs $(shell find static/js static/css -type f)
	@node tools/bundle.mjs
	@touch $@

static/vendor/.done: package-lock.json tools/vendor.mjs
	@tools/need-npm
	@echo "Installing the browser libraries ..."
	@npm ci --ignore-scripts --no-audit --no-fund --silent
	@node tools/vendor.mjs
	@touch $@

.PHONY: texts
texts: setup    ## collect the texts for translation
	@$(VENV)/bin/pybabel -q extract -F webmap/babel.cfg --no-location --sort-output -o $(VENV)/messages.pot webmap
	@$(VENV)/bin/pybabel -q update -N --no-wrap -i $(VENV)/messages.pot -d webmap/translations
	@$(PY) -m tools.traditional
