# Flock's commands; `make help` lists them. Every one works on a fresh clone: what it needs is made first.
PYTHON ?= python3
launch = @command -v $(PYTHON) >/dev/null || { echo "flock: $(PYTHON) is not installed; on Debian or Ubuntu: apt install python3 python3-venv"; exit 1; }; exec $(PYTHON) -m config.launch
manage = .venv/bin/python manage.py
deployed = SITE_URL=https://flock.example TRUSTED_PROXIES=1

.DEFAULT_GOAL := help
.PHONY: help install run dev test check bench screenshots cluster messages demo demo-clear ready ready-dev

help: ## List these targets
	@sed -n 's/^\([a-z-]*\):[^#]*## /\1	/p' $(MAKEFILE_LIST) | while IFS='	' read -r name what; do printf '  make %-11s %s\n' "$$name" "$$what"; done

install: ## Make the environment (.venv) and nothing else
	$(launch) install

run: ## Serve the site at http://127.0.0.1:8000 (PORT=8001 make run for another port)
	$(launch) run

dev: ready-dev ## Serve it with reloading and debug tools, to work on it
	@export DEBUG=1; $(manage) prepare && { $(manage) background --with-parent & exec $(manage) runserver $${HOST:-127.0.0.1}:$${PORT:-8000}; }

test: ready-dev ## Run all the tests, on SQLite and on PostgreSQL
	@exec .venv/bin/python -m tests

check: ready-dev ## Lint, types, missing migrations and Django's deployment checks
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/djlint --lint --quiet templates
	.venv/bin/mypy
	$(manage) makemigrations --check --dry-run
	$(deployed) $(manage) check --deploy --fail-level WARNING

bench: ready-dev ## Measure a big site beside its limits (SCALE=small, medium or large)
	@exec .venv/bin/python -m tests.bench

cluster: ready-dev ## Start two web servers, a replica and a Redis here, and kill them in turn under load
	@exec .venv/bin/python -m tests.bench.machines

screenshots: ready-dev ## Photograph every page in both themes, phone and desk, into var/screenshots (needs Chromium)
	@exec .venv/bin/python -m tests.look

messages: ready-dev ## Collect the texts to translate and compile the catalogues (needs gettext)
	$(manage) makemessages --locale de --ignore .venv --ignore var --ignore tests --ignore '*/tests' --no-wrap --no-obsolete --add-location file
	$(manage) compilemessages --locale de --locale en --ignore .venv

demo: ready ## Fill the site with a made-up community, clearly marked
	@$(manage) prepare && exec $(manage) demo

demo-clear: ready ## Take exactly that community away again
	@$(manage) prepare && exec $(manage) demo_clear

ready:
	$(launch) install

ready-dev:
	$(launch) install --dev
