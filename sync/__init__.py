"""The engine of reseau: pure core, ports, store, use-cases, command line."""

__version__ = "0.1.0"
