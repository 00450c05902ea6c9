# One command for each habit, the same for people and CI.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed
INSTALLED_DEV := $(VENV)/installed-dev
PROXY := $(VENV)/proxy

.PHONY: demo test hosts gpu check bench-quick release plan sample clean bench

$(BIN)/python:
	$(PYTHON) -c 'import sys; sys.version_info >= (3, 11) or sys.exit("Python 3.11 or newer is needed")'
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	touch $@

$(INSTALLED_DEV): pyproject.toml constraints.txt | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,cluster,hub,nbgrader,otter,torch,tensorflow]'
	touch $@ $(INSTALLED)

# JupyterHub's proxy, for the test of a whole hub. Without npm that test fails, and says why.
$(PROXY)/node_modules: deploy/jupyterhub/proxy/package-lock.json | $(BIN)/python
	@mkdir -p $(PROXY)
	cp deploy/jupyterhub/proxy/package*.json $(PROXY)
	if command -v npm; then npm ci --silent --prefix $(PROXY) && touch $@; fi

# Builds the release, grades the sample class of 24, prints scores and mistakes and where the
# pages are. Its gradebook and its secret are its own, in demo/.
demo: $(INSTALLED)
	@mkdir -p demo
	@rm -f demo/gradebook.db*
	@$(BIN)/autograder build
	@AUTOGRADER_GRADEBOOK=sqlite:///$(CURDIR)/demo/gradebook.db \
	AUTOGRADER_SECRET_FILE=$(CURDIR)/demo/secret \
	$(BIN)/autograder grade backprop assignments/backprop/sample --out demo/backprop; \
	status=$$?; \
	if [ $$status -eq 1 ] && [ -f demo/backprop/results.json ]; then \
	  echo "(One hand-in is a truncated file on purpose: it has a row with the reason.)"; \
	else exit $$status; fi

test: $(INSTALLED_DEV) $(PROXY)/node_modules check
	$(BIN)/python -m pytest -n auto --dist loadgroup

# The attacks again as on other kinds of host: an ordinary user's, and a container's that forbids
# namespaces. Needs root, which gives its rights up.
hosts: $(INSTALLED_DEV)
	for host in ordinary-user no-namespaces "ordinary-user no-namespaces"; do \
	  echo "== $$host"; \
	  $(BIN)/python tests/hosts/on_host.py $$host -- $(CURDIR)/$(BIN)/python -m pytest \
	    -p no:cacheprovider -q tests/attacks -k gains_nothing || exit 1; \
	done

# The tests that need an NVIDIA GPU; what they measure goes to benchmarks/results/<date>-gpu.json.
gpu: $(INSTALLED_DEV)
	$(BIN)/python -m pytest -q -m gpu tests/gpu

check: $(INSTALLED_DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# How fast grading is, beside nbgrader and Otter-Grader and against the students' code alone. The
# quick form takes minutes, and its last line is one JSON object.
bench-quick: $(INSTALLED_DEV)
	@$(BIN)/python -m benchmarks.speed quick

# All of it, which takes hours, and the figures of docs/speed.md from what was measured. The Torch
# assignment is measured where there is one.
TORCH := $(notdir $(wildcard assignments/td1))
bench: $(INSTALLED_DEV)
	for name in backprop $(TORCH); do \
	  $(BIN)/python -m benchmarks.speed side-by-side --assignment $$name || exit 1; \
	  $(BIN)/python -m benchmarks.speed limit --assignment $$name || exit 1; \
	done
	$(BIN)/python -m benchmarks.speed latency
	$(BIN)/python -m benchmarks.speed growth
	$(BIN)/python -m benchmarks.speed page

release: $(INSTALLED)
	$(BIN)/autograder build

# The tables in the plan of the term, docs/course/plan.<lang>.md, from what the code has.
plan: $(INSTALLED)
	$(BIN)/python docs/course/fill_plan.py

# The sample class again from its hands, after the release has changed.
sample: $(INSTALLED)
	$(BIN)/python assignments/backprop/hands/make_sample.py
	$(BIN)/python assignments/backprop/hands/make_sample.py td1

clean:
	rm -rf demo results instructor .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
