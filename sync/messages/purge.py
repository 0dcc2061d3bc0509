"""Wording of `reseau purge`: leaving without a trace."""

TEXTS: dict[str, dict[str, str]] = {
    "nothing": {
        "en": "There is nothing of reseau in {place}.",
        "fr": "Il n'y a rien de reseau dans {place}.",
    },
    "ask": {
        "en": "Remove this file and everything in it for good? (y/n)|Remove these {n} files and everything in them for good? (y/n)",
        "fr": "Supprimer ce fichier et tout son contenu pour toujours\u202f? (o/n)|Supprimer ces {n} fichiers et tout leur contenu pour toujours\u202f? (o/n)",
    },
    "secrets": {
        "en": "Passwords in the keyring: {names}",
        "fr": "Mots de passe dans le trousseau\u202f: {names}",
    },
    "others": {
        "en": "{n} file is not of reseau and stays: {first}|{n} files are not of reseau and stay: {first} …",
        "fr": "{n} fichier n'est pas de reseau et reste\u202f: {first}|{n} fichiers ne sont pas de reseau et restent\u202f: {first} …",
    },
    "not-removed": {
        "en": "{place} cannot be removed. Stop reseau serve and check the rights on this folder, then try again.",
        "fr": "{place} ne peut pas être supprimé. Arrêtez reseau serve, vérifiez les droits de ce dossier, puis recommencez.",
    },
    "done": {
        "en": "Gone: nothing of reseau is left in {place}.",
        "fr": "C'est fait\u202f: il ne reste rien de reseau dans {place}.",
    },
    "elsewhere": {
        "en": "Not touched: files you exported, calendars you published, cards in your address books, the service (reseau service uninstall).",
        "fr": "Intacts\u202f: les fichiers exportés, les agendas publiés, les fiches de vos carnets d'adresses, le service (reseau service uninstall).",
    },
}
