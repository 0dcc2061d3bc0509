"""Wording of `reseau tool`: how the program measures titles and companies."""

TEXTS: dict[str, dict[str, str]] = {
    "classified": {
        "en": "{n} title, {unknown} of them not understood.|{n} titles, {unknown} of them not understood.",
        "fr": "{n} fonction, dont {unknown} non comprises.|{n} fonctions, dont {unknown} non comprises.",
    },
    "linked": {
        "en": "{n} record, {people} people: {place}|{n} records, {people} people: {place}",
        "fr": "{n} fiche, {people} personnes : {place}|{n} fiches, {people} personnes : {place}",
    },
    "flat-unreadable": {"en": "{path} cannot be read.", "fr": "{path} est illisible."},
    "flat-columns": {
        "en": "The table needs a column record_id, and full_name, or given_name and family_name. It has: {columns}",
        "fr": "Il faut une colonne record_id, et full_name, ou given_name et family_name. Le tableau a : {columns}",
    },
    "flat-row": {
        "en": "Row {row} cannot be read: a cell of it has no end. A quotation mark may be missing there.",
        "fr": "La ligne {row} est illisible : une de ses cellules ne finit pas. Il y manque peut-être un guillemet.",
    },
    "flat-changed": {
        "en": "The table was changed while it was read. Try again when nobody writes to it.",
        "fr": "Le tableau a changé pendant la lecture. Recommencez quand personne n'y écrit plus.",
    },
    "flat-id": {
        "en": "Row {row}: each record needs a record_id of its own, this one has “{value}”.",
        "fr": "Ligne {row} : chaque fiche a besoin d'un record_id à elle, celle-ci a « {value} ».",
    },
    "unreadable": {
        "en": "{path} cannot be read. Name a text file with one job title a line, or a CSV with a column title.",
        "fr": "{path} est illisible. Donnez un fichier texte, une fonction par ligne, ou un CSV avec une colonne fonction.",
    },
    "same": {"en": "One employer: {a} = {b}", "fr": "Même employeur : {a} = {b}"},
    "different": {"en": "Two employers: {a} ≠ {b}", "fr": "Deux employeurs : {a} ≠ {b}"},
}
