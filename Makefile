# Two commands for a newcomer: make run, make test. Each does its own set-up.
SHELL := /bin/bash
export PATH := $(CURDIR)/.venv/bin:$(PATH)
# Python keeps what it compiled: without it each start compiles 1,100 modules anew, a second of processor time.
unexport PYTHONDONTWRITEBYTECODE
export VUNGXANH_HOME ?= $(CURDIR)/var

.PHONY: help setup run test check room docs clean

help:            ## this list
	@grep -hE '^[a-z]+:.*##' Makefile | sed 's/:.*##/\t/'

setup:           ## .venv, locked packages, built front end
	@scripts/setup.sh

run: setup       ## the centre on SQLite with the demo district
	@exec vungxanh up --demo

test: setup      ## installs what the tests need, runs everything
	@scripts/test_tools.sh
	@scripts/test.sh

check: setup     ## format, lint, types, walls, tests, docs: for hook, CI and people
	@scripts/check.sh

room: setup      ## make room NAME=…: a room that passes the walls
	@python scripts/make_room.py $(NAME)

docs: setup      ## regenerate what is generated
	@scripts/docs.sh

clean:           ## forget everything that set-up made (not var/, the centre's data)
	rm -rf .venv frontend/node_modules src/vungxanh/console/static/vungxanh
