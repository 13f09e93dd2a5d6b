"""Panels: independent of one another, each painted from one frozen snapshot."""
