# Everything a newcomer needs: `make run` and `make test`. The rest is listed by `make help`.
APP := .venv/bin/python
RASA := .venv-rasa/bin/python
export RASA_TELEMETRY_ENABLED := false
export SQLALCHEMY_SILENCE_UBER_WARNING := 1
export PYTHONPATH := $(CURDIR)

.PHONY: help environments train run test check parse locate talk bench load-sms evaluate evaluate-baseline thresholds adapt \
  lock screenshots migration

help: ## list what can be made
	@grep -E '^[a-z-]+:.*## ' Makefile | sed 's/:.*## /  — /'

environments: ## build both Python environments from their locks
	@python3 -m install.environments app rasa

train: environments ## train the assistant if its training data changed
	@$(APP) -m install.train

run: environments ## start everything and print the address
	@$(APP) -m install.run

test: environments train ## the whole test suite
	@$(APP) -m pytest

check: environments ## formatting, lint, types, import directions, Rasa data
	@$(APP) -m ruff format --check .
	@$(APP) -m ruff check .
	@$(APP) -m mypy
	@.venv/bin/lint-imports --no-logo
	@$(APP) -m install.validate

parse: ## JSON lines {"text"} → what the assistant understands
	@python3 -m install.environments rasa
	@$(RASA) -m bot.parse

locate: ## JSON lines {"text"} → where that is
	@python3 -m install.environments app
	@$(APP) -m geography

talk: ## talk to the running assistant in a terminal
	@python3 -m install.environments app
	@$(APP) -m channels.talk --url http://127.0.0.1:$${SIGNPOST_WEBSITE_PORT:-8000}

bench: environments ## speeds and memory, as a table
	@$(APP) -m tests.bench

load-sms: environments ## texts at 50 a second against the webhook, on SQLite and PostgreSQL
	@$(APP) -m tests.load.sms

evaluate: environments ## figures of the understanding on the held-out sets
	@$(RASA) -W ignore -m tests.evaluation

evaluate-baseline: environments ## the same for Rasa's default pipeline, trained on the same data (an hour or more)
	@$(RASA) -W ignore -m tests.evaluation.baseline

thresholds: environments ## what each threshold would cost on the tuning sets
	@$(RASA) -W ignore -m tests.evaluation.thresholds

adapt: environments ## teach the sentence encoder from data/nlu again (half an hour); then make train
	@python3 -m install.environments tuning
	@.venv-tuning/bin/python -m bot.tuning

screenshots: ## pictures of the running chat into docs/screenshots
	@$(APP) -m tests.browser.screenshots

migration: ## make a new migration: make migration m="what it does"
	@$(APP) -m install.migration "$(m)"

UV := var/tools/bin/uv
COMPILE := $(UV) pip compile --quiet --custom-compile-command "make lock" --generate-hashes --no-emit-index-url --no-emit-find-links

lock: environments ## solve the locks again from requirements/*.in
	@for name in uv app dev; do $(COMPILE) --universal --python-version 3.11 requirements/$$name.in -o requirements/$$name.txt; done
	@$(COMPILE) --universal --python-version 3.11 requirements/tuning.in -o requirements/tuning.txt
	@$(COMPILE) --python-version 3.10 requirements/rasa.in -o requirements/rasa.txt
	@$(COMPILE) --no-deps --python-version 3.10 requirements/encoder.in -o requirements/encoder.txt
