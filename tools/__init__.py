"""Tools for maintainers: how shipped tables are made."""
