# make publish | site | test | browser | web | pictures | long | fuzz | fuzz-guided | check | release VERSION=0.2.0
#   | release-check | bench [ARTICLES="1000 10000 100000"] | bench BENCH=path | bench-validate [STATEMENTS=1000000]
#   | requirements
PYTHON ?= python3
UV ?= $(shell command -v uv || echo pipx run uv)
RUN = .venv/bin/python -m
.PHONY: publish site test browser web pictures long fuzz fuzz-guided check release release-check bench bench-validate
.PHONY: requirements

publish: .venv/.made
	$(RUN) scripts publish
	@$(RUN) scripts readme

# pages to read, search and ask in a browser, served to this machine alone
site: .venv/.made
	$(RUN) scripts site
	@echo "http://127.0.0.1:$(or $(PORT),8000)/ until Ctrl-C"
	@$(RUN) http.server $(or $(PORT),8000) --bind 127.0.0.1 --directory site

test: .venv/.made
	$(RUN) ruff check
	$(RUN) ruff format --check
	$(RUN) mypy
	$(RUN) pytest -n auto

# the site in Chromium, where there is one
browser: .venv/.made
	$(RUN) pytest -m browser

# the scripts of the site, built anew into scripts/site/assets; needs Node 20 and npm
web:
	cd scripts/site/web && npm ci --ignore-scripts --no-audit --no-fund && npm run --silent check && npm run --silent build

# docs/pictures, for the README
pictures: .venv/.made
	$(RUN) tests.browser.pictures

# all tests, those of minutes too (kills, clones), and with other random input than make test, which takes the same each time
long: .venv/.made
	$(RUN) pytest -n auto -m "not browser" --hypothesis-profile=default

# hostile documents: a bounded run is part of the tests
fuzz: .venv/.made
	$(RUN) tests.fuzz --documents $(or $(DOCUMENTS),1000000)

# the same by coverage, for SECONDS; atheris has wheels for Linux only, so it is no requirement
fuzz-guided: .venv/.made
	$(RUN) pip install --quiet --disable-pip-version-check --target build/guided atheris==3.0.0
	PYTHONPATH=build/guided $(RUN) tests.fuzz --guided max_total_time=$(or $(SECONDS),600)

# what is committed is what the publisher makes
check: .venv/.made
	@set -e; made=$$(mktemp -d); trap 'rm -rf "$$made"' EXIT; \
	$(RUN) scripts publish --out "$$made"; \
	diff -r data "$$made/data"; \
	cmp datapackage.json "$$made/datapackage.json"; \
	$(RUN) scripts readme --check; \
	echo "What is committed is what the publisher makes."

release: .venv/.made
	$(RUN) scripts release $(VERSION)

# every file of dist/ read by its validator, which have an environment of their own; without the network once it is there
release-check: build/validators/.made
	build/validators/bin/python -m tests.accepted dist

# what publishing generated corpora costs, into docs/bench.csv and docs/bench.svg; or how fast a corpus is extracted
bench: .venv/.made
	$(RUN) scripts bench $(BENCH) $(if $(ARTICLES),--articles $(ARTICLES))

# validate beside frictionless on a package of so many statements; frictionless takes minutes
bench-validate: .venv/.made
	$(RUN) scripts bench --validate $(STATEMENTS)

requirements:
	for name in requirements requirements-release requirements-cluster; do \
	  $(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	    $$name.in -o $$name.txt || exit 1; \
	done

.venv/.made: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed, and this is " \
	  + sys.version.split()[0] + ". Name another: make PYTHON=python3.12")'
	$(PYTHON) -m venv --clear .venv
	$(RUN) pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

build/validators/.made: requirements-release.txt
	$(PYTHON) -m venv --clear build/validators
	build/validators/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@
