"""The words everyone speaks: time, money, ids, messages, errors, settings."""
