"""Paper: the run-sheet as pages of tables, written as PDF."""
