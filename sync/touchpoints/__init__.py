"""Tie strength, cadence and the agenda of planned contacts."""
