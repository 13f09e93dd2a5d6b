"""The one home of SQL: SQLAlchemy, Alembic, SQLite by default, PostgreSQL by URL."""
