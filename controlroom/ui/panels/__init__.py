"""Panels: independent of one another, fed with values, made of plain widgets."""
