"""Wording of `export`."""

TEXTS: dict[str, dict[str, str]] = {
    "brought": {
        "en": "Everything is here: {n} person in {place}. Next: reseau week"
        "|Everything is here: {n} people in {place}. Next: reseau week",
        "fr": "Tout est là : {n} personne dans {place}. Ensuite : reseau week"
        "|Tout est là : {n} personnes dans {place}. Ensuite : reseau week",
    },
    "clusters-taken": {
        "en": "{n} link taken over; people now: {people}. reseau undo takes it back."
        "|{n} links taken over; people now: {people}. reseau undo takes them back.",
        "fr": "{n} lien repris ; personnes à présent : {people}. reseau undo l'annule."
        "|{n} liens repris ; personnes à présent : {people}. reseau undo les annule.",
    },
    "clusters-broken": {
        "en": "{place}, line {row}: not the three columns source, key, person. Nothing was taken over; write the file again.",
        "fr": "{place}, ligne {row} : il n'y a pas là les trois colonnes source, key, person. Rien n'a été repris ; "
        "écrivez le fichier à nouveau.",
    },
    "home-not-empty": {
        "en": "{place} is a whole home, and this one is not empty. Choose an empty one: reseau --home FOLDER import {place}",
        "fr": "{place} est un ensemble complet, et il y a déjà des données ici. Choisissez un dossier vide : "
        "reseau --home DOSSIER import {place}",
    },
    "not-whole": {
        "en": "{place} is damaged or not whole. Export it again: reseau export everything -o FILE",
        "fr": "{place} est endommagé ou incomplet. Exportez à nouveau : reseau export everything -o FICHIER",
    },
    "written": {"en": "Written: {place}", "fr": "Écrit : {place}"},
    "changed-csv": {
        "en": "--changed goes with csv: reseau export csv --layout outlook --changed -o changed.csv",
        "fr": "--changed va avec csv : reseau export csv --layout outlook --changed -o changed.csv",
    },
    "needs-file": {
        "en": "This format needs a file: -o FILE",
        "fr": "Ce format demande un fichier : -o FICHIER",
    },
}
