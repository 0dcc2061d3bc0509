"""Wording of `reseau tool`: how the program measures titles and companies."""

TEXTS: dict[str, dict[str, str]] = {
    "classified": {
        "en": "{n} title, {unknown} of them not understood.|{n} titles, {unknown} of them not understood.",
        "fr": "{n} fonction, dont {unknown} non comprises.|{n} fonctions, dont {unknown} non comprises.",
    },
    "unreadable": {
        "en": "{path} cannot be read. Name a text file with one job title a line, or a CSV with a column title.",
        "fr": "{path} est illisible. Donnez un fichier texte, une fonction par ligne, ou un CSV avec une colonne fonction.",
    },
    "same": {"en": "One employer: {a} = {b}", "fr": "Même employeur : {a} = {b}"},
    "different": {"en": "Two employers: {a} ≠ {b}", "fr": "Deux employeurs : {a} ≠ {b}"},
}
