"""Settings, the home folder and secrets."""
