"""Record linkage: which records are one person."""
