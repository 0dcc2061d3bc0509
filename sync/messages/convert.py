"""Wording of `convert`."""

TEXTS: dict[str, dict[str, str]] = {
    "unknown-suffix": {
        "en": "The name {place} does not say what to write. Say it with --to: {kinds}.",
        "fr": "Le nom {place} ne dit pas quoi écrire. Précisez avec --to\u202f: {kinds}.",
    },
}
