"""The outside formats and servers, one module or package each.

`sync.app` finds the readers here by itself: a module with a constant `READER` is one.
"""
