# Each target makes what it needs; `make demo` and `make test` work on a fresh machine.
VENV ?= .venv
PYTHON ?= python3
BIN = $(VENV)/bin
READY = $(VENV)/ready

.PHONY: install demo test check texts notebooks sample-report bench clean

install: $(READY)

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --constraint constraints.txt --editable ".[dev]"
	touch $(READY)

demo: $(READY)
	$(BIN)/allocator solve instances/oslo-2024 --out out/oslo-2024 --force

test: check
	$(BIN)/python -m pytest --numprocesses logical --dist worksteal

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

texts: $(READY)
	$(BIN)/python tools/texts.py
	$(BIN)/python tools/findings.py

notebooks: $(READY)
	$(BIN)/python notebooks/execute.py

sample-report: $(READY)
	$(BIN)/allocator solve instances/oslo-2024 --force
	rm -rf reports/*.bak-*

bench: $(READY)
	$(BIN)/python benchmarks/engines.py

clean:
	rm -rf $(VENV) out
