"""Wording of the options in the help of commands."""

TEXTS: dict[str, dict[str, str]] = {
    "help": {"en": "show this help", "fr": "montrer cette aide"},
    "json": {"en": "one JSON object, for programs", "fr": "un objet JSON, pour les programmes"},
    "dry-run": {
        "en": "show what would happen, write nothing",
        "fr": "montrer ce qui se passerait, sans rien écrire",
    },
    "as": {"en": "say what kind of file it is", "fr": "dire de quel type de fichier il s'agit"},
    "me": {
        "en": "an e-mail address of yours (may be repeated)",
        "fr": "une de vos adresses e-mail (répétable)",
    },
    "limit": {"en": "how many to show", "fr": "combien en montrer"},
    "all": {"en": "show everything", "fr": "tout montrer"},
    "email": {"en": "an e-mail address (may be repeated)", "fr": "une adresse e-mail (répétable)"},
    "phone": {"en": "a phone number (may be repeated)", "fr": "un numéro de téléphone (répétable)"},
    "company": {"en": "the company", "fr": "la société"},
    "title": {"en": "the job title", "fr": "la fonction"},
    "linkedin": {"en": "the LinkedIn address", "fr": "l'adresse LinkedIn"},
    "city": {"en": "the town", "fr": "la ville"},
    "birthday": {
        "en": "1985-03-15, or --03-15 without the year",
        "fr": "1985-03-15, ou --03-15 sans l'année",
    },
    "note": {"en": "a note (may be repeated)", "fr": "une note (répétable)"},
    "keyword": {"en": "a keyword (may be repeated)", "fr": "un mot-clé (répétable)"},
    "met": {"en": "the day you met", "fr": "le jour de votre rencontre"},
    "name": {"en": "the name", "fr": "le nom"},
    "tier": {
        "en": "close, active, network or watch; empty: computed",
        "fr": "close, active, network ou watch ; vide : calculé",
    },
    "cadence": {
        "en": "how often, such as P3M; empty: computed",
        "fr": "à quel rythme, par exemple P3M ; vide : calculé",
    },
    "remove": {"en": "take a value away (an old e-mail …)", "fr": "retirer une valeur (un ancien e-mail …)"},
    "undo": {"en": "take it back", "fr": "revenir en arrière"},
    "output": {
        "en": "the file to write; else standard output",
        "fr": "le fichier à écrire ; sinon la sortie standard",
    },
    "best": {
        "en": "the best guess on who is who (clusters)",
        "fr": "la meilleure hypothèse sur qui est qui (clusters)",
    },
    "layout": {"en": "for which program (csv)", "fr": "pour quel logiciel (csv)"},
    "list": {"en": "list the copies", "fr": "lister les copies"},
    "to": {
        "en": "the format; else the ending of OUT decides",
        "fr": "le format ; sinon la terminaison de OUT décide",
    },
}
