"""Qt models over frozen sheets: they diff by id and say precisely what changed."""
