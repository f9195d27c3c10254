# Rue311. Every target does its own set-up and may be repeated. Two to know: `make demo` and `make test`.
.DEFAULT_GOAL := help
SHELL := /bin/bash
python := build/venv/bin/python
qt_free := commune net open311 incidents sync addresses sandbox

.PHONY: help setup demo test check bench bench-faults package translations sandbox clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1|/' | column -t -s '|'

setup: ## make this computer ready: QGIS, a virtual screen, the developers' tools
	@tools/setup.sh

demo: setup ## the main job: in QGIS on your screen, or as a guided tour with screenshots in build/demo
	@$(python) tests/e2e/demo.py

test: setup ## every test
	@rm -rf .qgis-settings && QT_QPA_PLATFORM=offscreen $(python) -m pytest

check: setup ## style, types, who may import whom, and the plugin hub's gate
	@build/venv/bin/ruff check --quiet . && echo "ruff: ok"
	@build/venv/bin/flake8 plugin __init__.py && echo "flake8-qgis: ok"
	@cd build/python && ../venv/bin/python -m mypy --config-file ../../pyproject.toml --strict --no-error-summary \
		$(foreach room,$(qt_free),-p rue311.plugin.$(room)) -m rue311.plugin.geometry -m rue311.plugin.errors \
		&& echo "mypy: ok"
	@cd build/python && ../venv/bin/lint-imports --config ../../pyproject.toml --no-cache >../imports.log 2>&1 \
		&& echo "import contracts: ok" || { cat ../imports.log; exit 1; }
	@$(python) tools/check_translations.py
	@$(python) tools/package.py --quiet && $(python) tools/check_hub.py

bench: setup ## measure what the README claims, beside what one would use instead
	@$(python) benchmarks/run.py

bench-faults: setup ## a third of all sendings fail and the laptop keeps dying: lost, doubled, beside three baselines
	@$(python) benchmarks/faults/run.py $(FAULTS)

package: setup ## a zip that the plugin hub takes, in build/
	@$(python) tools/package.py

translations: setup ## gather the visible texts into resources/i18n (then translate what is new)
	@tools/gather_texts.sh

sandbox: setup ## the training back end alone, on http://127.0.0.1:8311
	@cd build/python && ../venv/bin/python -m rue311.plugin.sandbox --port 8311 --data ../sandbox --demo ../../resources/demo

clean: ## remove everything that was made here (QGIS stays installed)
	@rm -rf build .qgis-settings .pytest_cache .mypy_cache .ruff_cache .hypothesis resources/i18n/*.qm
