"""The one door to DuckDB: nothing else in the project opens the database."""
