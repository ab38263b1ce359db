# make publish | test | check | bench [BENCH=path] | requirements
PYTHON ?= python3
UV ?= $(shell command -v uv || echo pipx run uv)
RUN = .venv/bin/python -m
.PHONY: publish test check bench requirements

publish: .venv/.made
	$(RUN) scripts publish
	@$(RUN) scripts readme

test: .venv/.made
	$(RUN) ruff check
	$(RUN) ruff format --check
	$(RUN) mypy
	$(RUN) pytest

# what is committed is what the publisher makes
check: .venv/.made
	@set -e; made=$$(mktemp -d); trap 'rm -rf "$$made"' EXIT; \
	$(RUN) scripts publish --out "$$made"; \
	diff -r data "$$made/data"; \
	cmp datapackage.json "$$made/datapackage.json"; \
	$(RUN) scripts readme --check; \
	echo "What is committed is what the publisher makes."

bench: .venv/.made
	$(RUN) scripts bench $(BENCH)

requirements:
	$(UV) pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-emit-index-url \
	  requirements.in -o requirements.txt

.venv/.made: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or later is needed, and this is " \
	  + sys.version.split()[0] + ". Name another: make PYTHON=python3.12")'
	$(PYTHON) -m venv --clear .venv
	$(RUN) pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@
