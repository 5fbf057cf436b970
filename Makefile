# Two commands do everything: `make demo` and `make test`. `make help` lists the others.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
.DEFAULT_GOAL := help

help: ## List the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 14

install: $(READY) ## Set up: the command is then at .venv/bin/ancrage

$(READY): pyproject.toml constraints.txt scripts/setup.sh
	@PYTHON="$(PYTHON)" VENV="$(VENV)" sh scripts/setup.sh
	@touch $@

demo: install ## Set up, then open the demonstration firm in the browser; without a terminal, make its report
	@if [ -t 0 ] && [ -t 1 ]; then \
		exec $(BIN)/ancrage serve --demo --data build/demo-data; \
	else \
		$(BIN)/ancrage demo build/demo && $(BIN)/ancrage audit build/demo --output build/demo-report; \
	fi

browser: ## Check for the browser of the tests; install it where we may, name the command where not
	@sh scripts/browser.sh

test: install browser ## Set up, then lint, types, import contracts, tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m pytest -n 2 --dist worksteal
	$(BIN)/python -m pytest -n 2 --dist worksteal tests/browser
	ANCRAGE_TEST_DATABASE=postgresql $(BIN)/python -m pytest -n 2 --dist worksteal tests/web

fuzz: install ## Give broken bytes to every reader for a minute (FUZZ_SECONDS)
	$(BIN)/python -m pytest -q -p no:randomly tests/fuzz/fuzz_readers.py

format: install ## Rewrite the code as ruff wants it
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screenshots: install browser ## Write docs/screenshots/ from the running application
	$(BIN)/python scripts/screenshots.py

messages: install ## Collect the sentences of the code into the catalogues, and compile them
	$(BIN)/python scripts/messages.py

openapi: install ## Write the description of the API anew; read the difference before committing it
	$(BIN)/python scripts/openapi.py

# A peer that only the benchmarks need, apart: it brings sphinx and matplotlib, which load themselves in every Python.
PEERS := $(VENV)/peers/bin/python
$(PEERS): $(READY)
	@$(BIN)/uv venv --quiet --clear --python $(BIN)/python $(VENV)/peers
	@$(BIN)/uv pip install --quiet --python $(PEERS) --constraint constraints.txt --group peers
	@touch $(PEERS)

bench: $(PEERS) ## Measure against named peers in one run (ONLY=name for a part); writes build/bench.json
	$(BIN)/python -m benchmarks $(ONLY)

build: install ## Make the wheel in dist/
	$(BIN)/python scripts/build_wheel.py

check-wheels: install ## Prove that every dependency has a wheel for Linux, macOS and Windows
	$(BIN)/python scripts/check_wheels.py

lock: install ## Pin the newest versions that pyproject.toml allows into constraints.txt
	$(BIN)/uv pip compile --universal --no-header --no-annotate --no-emit-index-url --group dev --group peers pyproject.toml -o constraints.txt

clean: ## Remove what the other targets made
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

.PHONY: help install demo browser test fuzz format screenshots messages openapi bench build check-wheels lock clean
