"""The composition root: paths, logs, compose, desktop, command line."""
