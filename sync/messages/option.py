"""Wording of the options in the help of commands."""

TEXTS: dict[str, dict[str, str]] = {
    "help": {"en": "show this help", "fr": "montrer cette aide"},
    "serve": {"en": "then serve its calendar and page", "fr": "servir ensuite son agenda et sa page"},
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
    "sector": {
        "en": "the sector (docs/classification.md); empty: computed",
        "fr": "le secteur (docs/classification.md) ; vide : calculé",
    },
    "deceased": {
        "en": "they have died, perhaps with the day: silence everywhere; empty: taken back",
        "fr": "la personne est décédée, avec le jour si connu : silence partout ; vide : annuler",
    },
    "dead": {
        "en": "an address or number that no longer reaches them: nothing more goes there",
        "fr": "une adresse ou un numéro qui ne les atteint plus : rien n'y sera plus envoyé",
    },
    "about": {"en": "in a few words, what it was about", "fr": "en quelques mots, de quoi il s'agissait"},
    "from-books": {
        "en": "delete their cards in the address books, too",
        "fr": "supprimer aussi leurs fiches dans les carnets d'adresses",
    },
    "propose": {
        "en": "whom you may want to let go of; nothing is changed",
        "fr": "qui vous pourriez laisser partir ; rien n'est changé",
    },
    "years": {"en": "silent for so many years", "fr": "silencieux depuis tant d'années"},
    "due": {"en": "until when", "fr": "pour quand"},
    "draft": {
        "en": "with the messages to send, one after the other",
        "fr": "avec les messages à envoyer, l'un après l'autre",
    },
    "roles": {
        "en": "the functions you look for, with commas",
        "fr": "les fonctions recherchées, avec des virgules",
    },
    "ideal": {
        "en": "how many people you wish to know there",
        "fr": "combien de personnes vous voulez y connaître",
    },
    "announce": {
        "en": "whom to tell of it, in a sensible order",
        "fr": "à qui l'annoncer, dans le bon ordre",
    },
    "drop": {"en": "give it up", "fr": "l'abandonner"},
    "remove": {"en": "take a value away (an old e-mail …)", "fr": "retirer une valeur (un ancien e-mail …)"},
    "undo": {"en": "take it back", "fr": "revenir en arrière"},
    "pairs": {
        "en": "write every scored pair to this file, too",
        "fr": "écrire aussi chaque paire évaluée dans ce fichier",
    },
    "kind": {
        "en": "what it is; cards unless told",
        "fr": "sa nature\u202f; des cartes (cards) sauf avis contraire",
    },
    "like": {
        "en": "the people of an earlier one",
        "fr": "les personnes d'une campagne précédente",
    },
    "with": {
        "en": "people found by this (a city, a company, a name)",
        "fr": "les personnes trouvées par ce mot (une ville, une société, un nom)",
    },
    "until": {
        "en": "its last day",
        "fr": "son dernier jour",
    },
    "sheet": {
        "en": "the sheet of labels",
        "fr": "la planche d'étiquettes",
    },
    "skip": {
        "en": "places already used on the first sheet",
        "fr": "places déjà utilisées sur la première planche",
    },
    "subject": {
        "en": "the subject; else the name of the campaign",
        "fr": "l'objet\u202f; sinon le nom de la campagne",
    },
    "text": {
        "en": "a file with the text",
        "fr": "un fichier avec le texte",
    },
    "from": {
        "en": "its first day",
        "fr": "son premier jour",
    },
    "cancel": {"en": "it is off", "fr": "il n'a pas lieu"},
    "output": {
        "en": "the file to write; else standard output",
        "fr": "le fichier à écrire ; sinon la sortie standard",
    },
    "output-file": {"en": "the file to write", "fr": "le fichier à écrire"},
    "output-folder": {"en": "the folder to write them to", "fr": "le dossier où les écrire"},
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
    "user": {
        "en": "the user name on the server",
        "fr": "le nom d'utilisateur sur le serveur",
    },
    "changed": {
        "en": "only people whose row changed since the last export with --changed in this layout",
        "fr": "seulement les personnes dont la ligne a changé depuis le dernier export avec --changed dans cette présentation",
    },
    "book-tier": {
        "en": "with --push all: add only people of this circle (may be repeated)",
        "fr": "avec --push all : n'ajouter que les personnes de ce cercle (répétable)",
    },
    "book-keyword": {
        "en": "with --push all: add only people with this keyword (may be repeated)",
        "fr": "avec --push all : n'ajouter que les personnes qui ont ce mot-clé (répétable)",
    },
    "push": {
        "en": "what may be written to the book: none, enrich (complete its cards), all (add people, too)",
        "fr": "ce qui peut être écrit dans le carnet : none, enrich (compléter ses fiches), all (ajouter aussi des personnes)",
    },
    "oauth": {
        "en": "the client file of your own from Google's console: you agree in the browser instead of a password",
        "fr": "votre propre fichier client de la console Google : vous acceptez dans le navigateur, sans mot de passe",
    },
    "password-command": {
        "en": "a command that prints the password (pass show …)",
        "fr": "une commande qui affiche le mot de passe (pass show …)",
    },
    "insist-plain": {
        "en": "send the password over plain http all the same",
        "fr": "envoyer le mot de passe en http simple malgré tout",
    },
    "with-contacts": {
        "en": "let its contacts go with it",
        "fr": "retirer aussi ses contacts",
    },
    "confirm-deletions": {
        "en": "yes, exactly this many may go",
        "fr": "oui, exactement ce nombre peut partir",
    },
    "retry": {
        "en": "offer once more what a book refused, without waiting a day",
        "fr": "proposer à nouveau ce qu'un carnet a refusé, sans attendre un jour",
    },
    "public": {
        "en": "the link that others subscribe to; it is tested",
        "fr": "le lien auquel s'abonner ; il est vérifié",
    },
    "stop": {"en": "renew it there no more", "fr": "ne plus le renouveler là-bas"},
    "port": {
        "en": "the port; 0 takes a free one",
        "fr": "le port ; 0 en prend un libre",
    },
    "lan": {
        "en": "let other devices in this network read the calendar",
        "fr": "laisser les autres appareils de ce réseau lire l'agenda",
    },
    "catch-up": {
        "en": "give most places of so many weeks to people you lost sight of; 0 ends it",
        "fr": "donner la plupart des places de tant de semaines aux personnes perdues de vue ; 0 y met fin",
    },
    "weeks": {"en": "how many weeks ahead", "fr": "combien de semaines à venir"},
    "form": {
        "en": "message, call, lunch, breakfast, meeting, card",
        "fr": "message, appel, déjeuner, rdv, carte …",
    },
    "on": {"en": "the day it happened; else today", "fr": "le jour où il a eu lieu ; sinon aujourd'hui"},
    "privacy": {
        "en": "initials, names or details (phones, e-mails)",
        "fr": "initials (initiales), names (noms) ou details (téléphones, e-mails)",
    },
    "since": {"en": "compare with the export of that day", "fr": "comparer avec l'export de ce jour"},
    "waiting": {
        "en": "who wrote last and waits for an answer",
        "fr": "qui a écrit en dernier et attend une réponse",
    },
}
