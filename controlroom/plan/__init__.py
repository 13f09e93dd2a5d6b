"""The run-sheet as frozen data: edits, timing, targets, readiness, history."""
