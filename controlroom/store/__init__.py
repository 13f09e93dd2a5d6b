"""SQL's one home: run-sheets, facts and the journal in SQLite, or PostgreSQL by URL."""

from controlroom.store.house import Store, open_store

__all__ = ["Store", "open_store"]
