"""Wording of `reseau --help` and of the help of each command: a line, and perhaps more."""

TEXTS: dict[str, dict[str, str]] = {
    "intro": {
        "en": "reseau – keep up and renew your network, from the files you already have.\n"
        "Everything stays on this computer.\n\nUsage: reseau COMMAND …    (reseau COMMAND --help tells more)",
        "fr": "reseau – entretenez et renouvelez votre réseau, à partir des fichiers que vous avez déjà.\n"
        "Tout reste sur cet ordinateur.\n\nUsage : reseau COMMANDE …    (reseau COMMANDE --help en dit plus)",
    },
    "outro": {
        "en": "Examples:\n  reseau import Complete_LinkedInDataExport.zip contacts.vcf\n  reseau week\n  reseau feed -o touchpoints.ics",
        "fr": "Exemples :\n  reseau import Complete_LinkedInDataExport.zip contacts.vcf\n  reseau week\n  reseau feed -o contacts.ics",
    },
    "group-drop-in": {"en": "Drop in", "fr": "Déposer"},
    "group-who-is-who": {"en": "Who is who", "fr": "Qui est qui"},
    "group-stay-in-touch": {"en": "Stay in touch", "fr": "Garder le contact"},
    "group-books": {"en": "Address books", "fr": "Carnets d'adresses"},
    "group-calendar": {"en": "Calendar", "fr": "Agenda"},
    "group-renew": {"en": "Renew", "fr": "Renouveler"},
    "group-care": {"en": "Care", "fr": "Entretien"},
    "demo": {"en": "the whole job on an invented network", "fr": "tout le travail sur un réseau inventé"},
    "import": {
        "en": "drop in LinkedIn exports, cards, calendars, Excel tables",
        "fr": "déposer exports LinkedIn, cartes, agendas, tableaux Excel",
    },
    "read": {
        "en": "what files hold, without keeping it",
        "fr": "ce que contiennent des fichiers, sans rien garder",
    },
    "convert": {
        "en": "files to files, without keeping anything",
        "fr": "convertir des fichiers, sans rien garder",
    },
    "people": {"en": "find people", "fr": "chercher des personnes"},
    "show": {
        "en": "one person: every field with its source, what happened",
        "fr": "une personne : chaque champ et sa source, l'historique",
    },
    "add": {"en": "type in a person", "fr": "saisir une personne"},
    "edit": {"en": "correct or complete a person", "fr": "corriger ou compléter une personne"},
    "hide": {"en": "plan nothing for this person", "fr": "ne rien prévoir pour cette personne"},
    "review": {"en": "what waits for your word", "fr": "ce qui attend votre avis"},
    "judge": {"en": "say whether two are the same person", "fr": "dire si deux fiches sont la même personne"},
    "split": {"en": "take apart what was joined wrongly", "fr": "séparer ce qui a été réuni à tort"},
    "week": {"en": "whom to contact this week, and why", "fr": "qui contacter cette semaine, et pourquoi"},
    "plan": {"en": "the weeks ahead", "fr": "les semaines à venir"},
    "done": {"en": "tick off a touchpoint", "fr": "cocher un contact prévu"},
    "snooze": {"en": "put a touchpoint off", "fr": "reporter un contact prévu"},
    "skip": {"en": "leave a touchpoint out this time", "fr": "sauter un contact prévu"},
    "log": {"en": "note a contact that happened", "fr": "noter un contact qui a eu lieu"},
    "book": {"en": "connect address books", "fr": "relier des carnets d'adresses"},
    "sync": {
        "en": "bring in what changed in the address books",
        "fr": "reprendre ce qui a changé dans les carnets",
    },
    "feed": {"en": "the calendar to subscribe to", "fr": "l'agenda auquel s'abonner"},
    "serve": {
        "en": "calendar over HTTP, watched folder, recurring jobs",
        "fr": "agenda par HTTP, dossier surveillé, tâches régulières",
    },
    "open": {"en": "a fresh link to the running page", "fr": "un nouveau lien vers la page en cours"},
    "changes": {
        "en": "who moved, left or retired since the last export",
        "fr": "qui a bougé, est parti ou a pris sa retraite",
    },
    "report": {
        "en": "how your network wears out and renews itself",
        "fr": "comment votre réseau s'use et se renouvelle",
    },
    "export": {
        "en": "people out again, to any program",
        "fr": "sortir les personnes vers tout autre logiciel",
    },
    "history": {"en": "the changes made", "fr": "les modifications faites"},
    "undo": {"en": "take a change back", "fr": "annuler une modification"},
    "backup": {"en": "copy the whole home", "fr": "copier toutes les données"},
    "restore": {"en": "put a copy back", "fr": "remettre une copie"},
    "rebuild": {
        "en": "draw all conclusions again from the facts",
        "fr": "tout recalculer à partir des faits",
    },
    "config": {"en": "settings", "fr": "réglages"},
    "completion": {"en": "completion for your shell", "fr": "complétion pour votre shell"},
    "config-get": {"en": "show one setting", "fr": "montrer un réglage"},
    "config-set": {"en": "change one setting", "fr": "changer un réglage"},
    "config-unset": {"en": "go back to the default", "fr": "revenir à la valeur par défaut"},
    "config-list": {"en": "show all settings", "fr": "montrer tous les réglages"},
    "import.more": {
        "en": "Name files, folders or zip archives; the kind is found by content. The same file twice changes\n"
        "nothing; a newer export of the same kind shows what changed. One bad row costs itself only.\n\n"
        "  reseau import ~/Downloads/Complete_LinkedInDataExport_11-18-2026.zip\n"
        "  reseau import contacts.vcf calendar.ics tracking.xlsx --dry-run",
        "fr": "Nommez des fichiers, dossiers ou archives zip ; leur nature est reconnue au contenu. Le même fichier\n"
        "deux fois ne change rien ; un export plus récent montre ce qui a changé. Une ligne fautive ne coûte qu'elle-même.\n\n"
        "  reseau import ~/Téléchargements/Complete_LinkedInDataExport_11-18-2026.zip\n"
        "  reseau import contacts.vcf agenda.ics suivi.xlsx --dry-run",
    },
    "show.more": {
        "en": "PERSON is an id, an e-mail, a LinkedIn address or a name.",
        "fr": "PERSON est un identifiant, une adresse e-mail, une adresse LinkedIn ou un nom.",
    },
    "judge.more": {
        "en": "A and B are people or records (source:key); the verdict is same, different or unsure.\n"
        "It is kept for ever, and can be undone.",
        "fr": "A et B sont des personnes ou des fiches (source:clé) ; le verdict est same, different ou unsure.\n"
        "Il est gardé pour toujours et peut être annulé.",
    },
}
