# Golden Thread: `make run` sets up and serves, `make test` sets up and checks everything.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STORE  ?= goldenthread-store
PORT   ?= 8000
PLANS  ?=
# half of the tests' time is waiting: for processes, deadlines, browsers
WORKERS ?= $(shell echo $$(( $$(getconf _NPROCESSORS_ONLN) * 2 )))

.PHONY: help install run test lint bench clean
help: ## say what can be made
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/'

$(BIN)/python:
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip

$(VENV)/.installed: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[semantic]'
	@touch $@

$(VENV)/.tested: pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet -c constraints.txt -e '.[semantic,test,dev]'
	@touch $@ $(VENV)/.installed

install: $(VENV)/.installed ## create the environment and install the whole

run: $(VENV)/.installed ## build the graph (PLANS=folder; the sample plans without) and serve it on PORT
	$(BIN)/goldenthread --store $(STORE) build $(if $(PLANS),$(PLANS),--samples)
	$(BIN)/goldenthread --store $(STORE) serve --port $(PORT)

lint: $(VENV)/.tested ## style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint ## everything: style, types, layers, tests
	$(BIN)/pytest -n $(WORKERS)

bench: $(VENV)/.tested ## time build, lookups, joins and questions beside RDFLib's own engine
	$(BIN)/python -m tests.bench

clean: ## remove the environment and the store
	rm -rf $(VENV) $(STORE)
