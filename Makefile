# The book's commands. `make` alone lists them.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3
LAB := "$(CURDIR)"/_build/lab
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# uv unpacks what pip took four minutes for in a quarter of a minute; where it reaches no index of its own, pip does it.
UV := uv==0.13.9
INSTALL = $(BIN)/uv pip install --quiet --python $(BIN)/python -r $(1) 2>/dev/null || $(PIP) install -r $(1)

.DEFAULT_GOAL := help
.PHONY: help book pdf epub live site test check tidy serve lab lock clean

help:  ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

book: $(VENV)/.book  ## Make the environment and the book: _build/html/index.html
	@$(BIN)/python -m helpers.book build

pdf: $(VENV)/.pdf  ## Make the PDF: _build/pdf/csto-report.pdf (ARGS=--student leaves the solutions out)
	@$(BIN)/python -m helpers.book pdf $(ARGS)

epub: $(VENV)/.pdf  ## Make the EPUB: _build/epub/csto-report.epub (ARGS=--student leaves the solutions out)
	@$(BIN)/python -m helpers.book epub $(ARGS)

live: $(VENV)/.live  ## Put Python into the pages, so that cells run there (PYODIDE=folder, or fetched: 20 MB, once)
	@$(BIN)/python -m helpers.book live

site: book pdf epub live  ## All of it

test: $(VENV)/.test $(VENV)/.live  ## Check, build and run every test (browser tests need a Chromium on the PATH)
	@$(BIN)/python -m helpers.book build && $(BIN)/python -m pytest -n auto --dist loadgroup $(ARGS)

check: $(VENV)/.test  ## The one definition of clean: code, data and prose
	@fault=0; $(BIN)/ruff check . || fault=1; $(BIN)/ruff format --check . || fault=1; \
		$(BIN)/python -m helpers.book check || fault=1; exit $$fault

tidy: $(VENV)/.test  ## Mend what a machine can: line ends, byte order marks, code layout
	@$(BIN)/ruff check --quiet --fix-only . ; $(BIN)/ruff format --quiet . && $(BIN)/python -m helpers.book tidy

serve: $(VENV)/.book  ## Serve the book at http://127.0.0.1:8000/
	@$(BIN)/python -m helpers.book serve $(ARGS)

lab: $(VENV)/.lab  ## Open the chapters as notebooks in JupyterLab
	@mkdir -p $(LAB) && JUPYTER_CONFIG_PATH="$(CURDIR)"/helpers/book/lab JUPYTER_CONFIG_DIR=$(LAB)/config \
		JUPYTER_DATA_DIR=$(LAB)/data JUPYTER_RUNTIME_DIR=$(LAB)/runtime IPYTHONDIR=$(LAB)/ipython \
		MPLCONFIGDIR=$(LAB)/matplotlib $(BIN)/python -m jupyterlab --notebook-dir="$(CURDIR)" $(ARGS)

lock: $(VENV)/.test  ## Resolve the ranges of pyproject.toml anew into the exact lock files
	@$(PIP) install $(UV)
	@$(BIN)/uv pip compile --quiet --universal --no-header --python-version 3.11 pyproject.toml --extra book -o requirements.txt
	@for extra in pdf live "test --extra pdf --extra live" lab; do $(BIN)/uv pip compile --quiet --universal --no-header --python-version 3.11 \
		pyproject.toml --extra book --extra $$extra -c requirements.txt -o requirements-$${extra%% *}.txt; done

clean:  ## Remove what was built; keep the environment
	@rm -rf _build

$(VENV)/.made:
	@echo "making the environment in $(VENV)"
	@$(PYTHON) -m venv $(VENV)
	@$(PIP) install $(UV) || echo "uv is not to be had here: pip installs, in minutes"
	@touch $@

$(VENV)/.book: requirements.txt pyproject.toml | $(VENV)/.made
	@echo "installing what the book needs (about half a minute)"
	@$(call INSTALL,requirements.txt)
	@$(PIP) install --no-deps -e .
	@touch $@

$(VENV)/.pdf: requirements-pdf.txt $(VENV)/.book
	@echo "installing what PDF and EPUB need"
	@$(call INSTALL,requirements-pdf.txt)
	@touch $@

$(VENV)/.live: requirements-live.txt $(VENV)/.book
	@echo "installing Node, which packs what the pages run"
	@$(call INSTALL,requirements-live.txt)
	@touch $@

$(VENV)/.test: requirements-test.txt $(VENV)/.book
	@echo "installing what the tests need"
	@$(call INSTALL,requirements-test.txt)
	@touch $@

$(VENV)/.lab: requirements-lab.txt $(VENV)/.book
	@echo "installing JupyterLab (about half a minute)"
	@$(call INSTALL,requirements-lab.txt)
	@touch $@
