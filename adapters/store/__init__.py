"""The durable record: one SQLAlchemy code path for SQLite and PostgreSQL. Start at ``opening.py``."""
