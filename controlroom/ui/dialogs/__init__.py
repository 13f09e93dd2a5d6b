"""Dialogs: a question, its answer, nothing else."""
