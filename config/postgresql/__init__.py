"""The database engine for PostgreSQL: Django's own with a cheaper look at whether a kept connection still stands."""
