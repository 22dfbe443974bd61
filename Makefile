# Two commands matter: `make run` and `make test`. Both make what they need.

PYTHON ?= python3
BOOTSTRAP = $(PYTHON) portal/config/bootstrap.py
BIN = .venv/bin
# Byte code makes every start several times faster, whatever the caller's environment says.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help run test test-unit test-integration test-browser coverage bench bench-grading check format \
	lint-exercises lock clean

help: ## Say what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 20

run: ## Set up and start the whole academy on this machine
	@$(BOOTSTRAP) run && exec $(BIN)/python -m portal run $(ARGS)

test: test-unit test-integration test-browser ## Set up and run every test

test-setup:
	@$(BOOTSTRAP) test

test-unit: test-setup ## Unit, contract and content tests
	$(BIN)/python -m pytest -q -n 2 tests/unit tests/content

test-integration: test-setup ## Real processes: grader, Hub, workers
	$(BIN)/python -m pytest -q tests/integration

test-browser: test-setup ## The whole system in a real Chromium
	$(BIN)/python -m pytest -q tests/browser

coverage: test-setup ## Unit tests under measurement, and the floors of tests/coverage_floors.py
	$(BIN)/python -m pytest -q -n 2 --cov --cov-report= tests/unit tests/content
	$(BIN)/python tests/coverage_floors.py

bench-grading: test-setup ## Compare graders and write docs/reference/grading-measurements.md
	$(BIN)/python -m tests.bench.grading --write docs/reference/grading-measurements.md $(ARGS)

bench: test-setup ## Measure one academy and write docs/reference/measurements.md
	$(BIN)/python -m tests.bench --write docs/reference/measurements.md $(ARGS)

check: test-setup ## Style, types, layers, migrations, locks
	$(BIN)/ruff format --check portal graders hub_config tests
	$(BIN)/ruff check portal graders hub_config tests
	$(BIN)/mypy portal graders hub_config tests
	$(BIN)/djlint --check --lint portal hub_config
	$(BIN)/lint-imports
	DJANGO_SETTINGS_MODULE=portal.config.settings.test $(BIN)/python -m portal check --fail-level WARNING
	DJANGO_SETTINGS_MODULE=portal.config.settings.test $(BIN)/python -m portal makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=portal.config.settings.test $(BIN)/python -m portal build_css --check
	DJANGO_SETTINGS_MODULE=portal.config.settings.test $(BIN)/python -m portal submission_states --check
	$(BIN)/python tests/lock_check.py

format: test-setup ## Put the code into its form
	$(BIN)/ruff format portal graders hub_config tests
	$(BIN)/ruff check --fix portal graders hub_config tests
	$(BIN)/djlint --reformat --quiet portal hub_config

lint-exercises: test-setup ## Try every exercise without a proof, and write the proofs
	DJANGO_SETTINGS_MODULE=portal.config.settings.test $(BIN)/python -m portal lint_exercise --all --prove

lock: test-setup ## Resolve the dependencies anew, keeping what still fits
	$(BIN)/python tests/lock_check.py --write

clean: ## Remove the environment; the data in var/ stay
	rm -rf .venv hub_config/proxy/node_modules
