"""The page and the feed over HTTP."""
