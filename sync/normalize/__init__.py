"""Comparison forms: what two spellings of one thing have in common. Pure functions over text."""
