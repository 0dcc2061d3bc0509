"""The only place with SQL: one SQLite file with facts, journal and conclusions."""
