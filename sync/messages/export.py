"""Wording of `export`."""

TEXTS: dict[str, dict[str, str]] = {
    "written": {"en": "Written: {place}", "fr": "Écrit : {place}"},
    "needs-file": {
        "en": "This format needs a file: -o FILE",
        "fr": "Ce format demande un fichier : -o FICHIER",
    },
}
