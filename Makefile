# Everything that needs more than one command. Nothing but Python 3.11+, make and git has to be there.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help demo test setup lint clean browser screenshots

UV := scripts/uv
BIN := .venv/bin
PORT ?= 8000
export UV_PYTHON_DOWNLOADS ?= never
# Compiled Python is kept beside its source, also where the machine says otherwise (containers often do): each of the
# many processes of a test run would compile two thousand modules for itself.
export PYTHONDONTWRITEBYTECODE :=

# uv and npm bring certificates of their own; behind a proxy only those of the machine will do.
CERTIFICATES := $(wildcard /etc/ssl/certs/ca-certificates.crt)
ifneq ($(CERTIFICATES),)
export SSL_CERT_FILE ?= $(CERTIFICATES)
export NODE_EXTRA_CA_CERTS ?= $(CERTIFICATES)
endif

# Extras only where the machine lacks the thing itself.
HAS_POSTGRES := $(DATABASE_URL)$(shell command -v initdb 2>/dev/null)$(wildcard /usr/lib/postgresql/*/bin/initdb)
EXTRAS := $(if $(HAS_POSTGRES),,--extra embedded) $(if $(shell command -v npm 2>/dev/null),,--extra node)
# A stamp for each set of extras, so that taking away npm or PostgreSQL installs what is missing then.
MARK := $(subst $() ,,$(subst --extra,,$(EXTRAS)))
RUN_STAMP := .venv/.run-$(MARK)
DEV_STAMP := .venv/.dev-$(MARK)

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-11s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

demo: $(RUN_STAMP) ## the whole platform with a demo country, on http://127.0.0.1:8000 (PORT=8001; SERVE=0: do not serve)
	@$(BIN)/python scripts/bundle_assets.py
	@exec $(BIN)/leerwerk demo --port $(PORT) $(if $(filter 0,$(SERVE)),--no-serve)

test: $(DEV_STAMP) browser ## every test, the journeys in a browser included (ARGS="-k audit" for some of them)
	@$(BIN)/python scripts/bundle_assets.py
	@$(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

setup: $(DEV_STAMP) ## only install: everything for working on it
	@$(BIN)/python scripts/bundle_assets.py

lint: $(DEV_STAMP) ## the linters and type checks
	@BIN=$(BIN) scripts/lint

screenshots: $(DEV_STAMP) browser ## the pictures of the README, of a demo that is made when there is none
	@$(BIN)/python scripts/bundle_assets.py
	@$(BIN)/leerwerk demo --no-serve
	@$(BIN)/python scripts/make_screenshots.py

clean: ## remove what can be made again; the data in var/ stays
	rm -rf .venv .tools node_modules src/leerwerk/web/ui/static/ui/dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache

# The kernels of the engine are compiled here once, so that nobody waits for them later.
$(RUN_STAMP): pyproject.toml uv.lock
	@$(UV) sync --frozen --inexact --no-dev $(EXTRAS)
	@$(BIN)/python -m leermatch.warm
	@touch $@

$(DEV_STAMP): pyproject.toml uv.lock
	@$(UV) sync --frozen --inexact $(EXTRAS)
	@$(BIN)/python -m leermatch.warm
	@touch $@ $(RUN_STAMP)

browser:
	@command -v chromium >/dev/null 2>&1 || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; } || exit 0; \
	command -v chromium >/dev/null 2>&1 || { echo "Installing chromium for the journeys…"; \
	apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; }
