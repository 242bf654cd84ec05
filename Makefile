# The main job, the tests and the figures, each alone on a fresh machine with Python 3.11+ and make.
PYTHON ?= python3
VENV ?= .venv
BIN = $(VENV)/bin
REPORT ?= examples/reports
DATE ?=

.PHONY: demo test lint eval bench screenshots approve tables docs lock clean help

help:  ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(VENV)/.ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; set PYTHON=python3.12 or the like"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: $(VENV)/.ready  ## the main job on our example reports; REPORT=path DATE=YYYY-MM-DD for yours
	$(BIN)/communique code $(REPORT) $(if $(DATE),--date $(DATE)) --html demo.html -o demo.jsonl --ledger demo-ledger.jsonl
	@$(BIN)/python scripts/show_records.py demo.jsonl
	@echo "records: demo.jsonl   page: demo.html   ledger: demo-ledger.jsonl"

test: $(VENV)/.ready  ## all tests
	$(BIN)/python -m pytest

lint: $(VENV)/.ready  ## style, types, import layers, data files
	$(BIN)/ruff check src tests scripts benchmarks
	$(BIN)/ruff format --check src tests scripts benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/communique check

eval: $(VENV)/.ready  ## all scorers on the development data, where it is; writes docs/quality.md
	$(BIN)/python benchmarks/evaluate.py --write

bench: $(VENV)/.ready  ## cost of our own work against the parse, start-up, help; whole runs over a corpus; engines
	$(BIN)/python benchmarks/cost.py
	$(BIN)/python benchmarks/corpus.py
	$(BIN)/python benchmarks/engines.py

screenshots: $(VENV)/.ready  ## pictures of the page for the docs; needs chromium
	$(BIN)/python scripts/screenshots.py

approve: $(VENV)/.ready  ## rewrite the expected records of tests/examples; read the diff
	$(BIN)/python scripts/approve_examples.py

tables: $(VENV)/.ready  ## compile the data files
	$(BIN)/python scripts/compile_tables.py

docs: $(VENV)/.ready  ## the docs site into site/, codebook and references made from data and code
	$(BIN)/python scripts/build_docs.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet
	@echo "site/index.html; with search: $(BIN)/python -m http.server --directory site"

lock: $(VENV)/.ready  ## resolve dependencies anew, with hashes
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile -q pyproject.toml --extra dev --generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-header --no-annotate --upgrade -o requirements.lock

clean:  ## remove what the targets made
	rm -rf $(VENV) demo.jsonl demo.html demo-ledger.jsonl site docs/generated .pytest_cache .mypy_cache .ruff_cache
