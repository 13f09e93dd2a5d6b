"""The same step folded over the journal: replay, attribution, diagnosis."""
