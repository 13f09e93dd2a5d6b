"""In-memory stand-ins for the ports. They pass the same contract suites as the real ones."""
