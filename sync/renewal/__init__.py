"""The second duty: how the network changes and renews itself."""
