"""What users do, over ports and the store: read facts, call the core, write facts."""
