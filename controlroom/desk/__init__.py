"""The use cases, headless: intents, the one inbox, the air thread."""
