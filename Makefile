# Thin over packaging/bootstrap.sh, which also works where make is not installed.
.PHONY: run test lint bench screens package lock setup clean help
ARGS ?=

run test lint bench screens package lock setup:
	@sh packaging/bootstrap.sh $@ $(ARGS)

clean:
	rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache

help:
	@sh packaging/bootstrap.sh help
