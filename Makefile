# The verbs of a contributor: `make demo` to see it work, `make test` before you say it does, `make check` before you push.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.PHONY: demo test check docs format lock assets clean browser

demo: .venv/ready            ## the demonstration: its chronology and replay here, then its pages in a browser
	$(BIN)/heeded demo

test: .venv/ready-to-test browser   ## every test (8 minutes on 2 cores at the most)
	$(BIN)/pytest -n 2 --dist worksteal

check: .venv/ready-to-test    ## lint, types, the direction of imports, and whether the documents are up to date
	$(BIN)/ruff check src tests tools benchmarks
	$(BIN)/ruff format --check src tests tools benchmarks
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/python -m tools.documents --check

docs: .venv/ready-to-test     ## write docs/reference anew from the shelves
	$(BIN)/python -m tools.documents

format: .venv/ready-to-test   ## put the layout right
	$(BIN)/ruff check --fix src tests tools benchmarks
	$(BIN)/ruff format src tests tools benchmarks

lock: .venv/ready             ## pin every package anew, by hash, with no download address
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-header --no-annotate requirements/setup.in -o requirements/setup.txt
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml -o requirements/heeded.txt
	$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-header --no-annotate pyproject.toml requirements/development.in -o requirements/development.txt

browser:                      ## the browser that the page tests drive
	@sh tools/browser.sh

clean:                        ## take away the environment
	rm -rf .venv

.venv/uv: requirements/setup.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Heeded needs Python 3.11 or later: install it, or name it: make PYTHON=/path/to/python3.11 demo"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install -q --require-hashes -r requirements/setup.txt
	@touch $@

.venv/ready: .venv/uv requirements/heeded.txt pyproject.toml
	$(BIN)/uv pip install -q -p $(BIN)/python --require-hashes -r requirements/heeded.txt
	$(BIN)/uv pip install -q -p $(BIN)/python --no-deps --no-build-isolation -e .
	@touch $@

.venv/ready-to-test: .venv/ready requirements/development.txt
	$(BIN)/uv pip install -q -p $(BIN)/python --require-hashes -r requirements/development.txt
	@touch $@
