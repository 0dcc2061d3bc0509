"""Wording of reminders to the owner."""

TEXTS: dict[str, dict[str, str]] = {
    "linkedin-first": {
        "en": "Ask LinkedIn for a copy of your data",
        "fr": "Demander à LinkedIn une copie de vos données",
    },
    "linkedin-again": {
        "en": "Ask LinkedIn for a fresh copy: who has moved?",
        "fr": "Redemander vos données à LinkedIn : qui a bougé ?",
    },
    "not-renewed": {
        "en": "reseau has not renewed this calendar since {day}",
        "fr": "reseau n'a pas renouvelé cet agenda depuis le {day}",
    },
    "not-renewed-how": {
        "en": "What you see is that old. Start it on your computer: reseau serve",
        "fr": "Ce que vous voyez date de ce jour-là. Lancez-le sur votre ordinateur : reseau serve",
    },
    "linkedin-how": {
        "en": "Open {page}, choose the larger archive, and drop the file of the e-mail into reseau: reseau import FILE",
        "fr": "Ouvrez {page}, choisissez l'archive la plus complète, et déposez dans reseau le fichier de l'e-mail : "
        "reseau import FICHIER",
    },
}
