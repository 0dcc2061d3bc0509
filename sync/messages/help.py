"""Wording of `reseau --help` and of the help of each command: a line, and perhaps more."""

TEXTS: dict[str, dict[str, str]] = {
    "intro": {
        "en": "reseau – keep up and renew your network, from the files you already have.\n"
        "Everything stays on this computer.\n\nUsage: reseau COMMAND …    (reseau COMMAND --help tells more)",
        "fr": "reseau – entretenez et renouvelez votre réseau, à partir des fichiers que vous avez déjà.\n"
        "Tout reste sur cet ordinateur.\n\nUsage : reseau COMMANDE …    (reseau COMMANDE --help en dit plus)",
    },
    "outro": {
        "en": "Everywhere: --home DIR, --lang en|fr, --tz ZONE, --region FR, --quiet, --verbose, --yes, --no-input\n\nExamples:\n  reseau import Complete_LinkedInDataExport.zip contacts.vcf\n  reseau week\n  reseau feed -o touchpoints.ics",
        "fr": "Partout : --home DOSSIER, --lang en|fr, --tz FUSEAU, --region FR, --quiet, --verbose, --yes, --no-input\n\nExemples :\n  reseau import Complete_LinkedInDataExport.zip contacts.vcf\n  reseau week\n  reseau feed -o contacts.ics",
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
    "settle": {
        "en": "say which of two values that two books disagreed on stands",
        "fr": "dire laquelle de deux valeurs en conflit doit rester",
    },
    "book": {"en": "connect address books", "fr": "relier des carnets d'adresses"},
    "sync": {
        "en": "keep the address books in step, both ways",
        "fr": "tenir les carnets d'adresses à jour, dans les deux sens",
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
    "forget": {
        "en": "erase a person for good, everywhere",
        "fr": "effacer une personne pour toujours, partout",
    },
    "forget.more": {
        "en": "From the data, the plan, the calendars, the history and every copy. There is no undo, and no import brings\n"
        "them back: only a salted hash stays, to know them by. Address books that hold a card are named; --from-books deletes\n"
        "it there, too. Without PERSON, --from-books deletes the cards of those who were forgotten before.",
        "fr": "Des données, du plan, des agendas, de l'historique et de chaque copie. C'est sans retour, et aucun import\n"
        "ne la ramène : seule reste une empreinte salée, pour la reconnaître. Les carnets d'adresses où elle figure sont\n"
        "nommés ; supprimez-la là-bas.",
    },
    "doctor": {
        "en": "what may be wrong, and what to do",
        "fr": "ce qui peut clocher, et que faire",
    },
    "purge": {
        "en": "remove every file and secret of reseau",
        "fr": "supprimer chaque fichier et secret de reseau",
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
    "met": {
        "en": "people met at an event become contacts",
        "fr": "les personnes rencontrées à un événement deviennent des contacts",
    },
    "met.more": {
        "en": "Names, or files that list them (a table, cards). A word to each comes up within two days.\n\n"
        '  reseau met "Salon RH" "Inès Calvet, Brévane" "Paul Ravier <paul@example.org>" --on tuesday',
        "fr": "Des noms, ou des fichiers qui les listent (tableau, cartes). Un mot à chacun est prévu dans les deux jours.\n\n"
        '  reseau met "Salon RH" "Inès Calvet, Brévane" "Paul Ravier <paul@example.org>" --on mardi',
    },
    "favour": {
        "en": "favours given, received and owed; who could help whom",
        "fr": "services rendus, reçus et dus ; qui pourrait aider qui",
    },
    "favour-given": {"en": "you did them a favour", "fr": "vous leur avez rendu service"},
    "favour-received": {"en": "they did you a favour", "fr": "ils vous ont rendu service"},
    "favour-owed": {"en": "you owe them something", "fr": "vous leur devez quelque chose"},
    "favour-seeks": {"en": "what they look for", "fr": "ce que la personne cherche"},
    "favour-offers": {"en": "what they offer", "fr": "ce que la personne propose"},
    "favour-settled": {"en": "that is settled", "fr": "c'est réglé"},
    "favour-list": {"en": "the favours and the balance", "fr": "les services et le bilan"},
    "favour-matches": {
        "en": "who could help whom, with the words to introduce them",
        "fr": "qui pourrait aider qui, avec les mots pour les présenter",
    },
    "support": {"en": "who would stand by you tomorrow", "fr": "qui vous soutiendrait demain"},
    "target": {
        "en": "build the network a new sector or calling needs",
        "fr": "bâtir le réseau qu'un nouveau secteur ou métier demande",
    },
    "target.more": {
        "en": "LABEL says in your words where you want to go; without it the last target is shown.\n\n"
        '  reseau target "executive search" --city Paris --roles "partner, DRH"',
        "fr": "LABEL dit avec vos mots où vous voulez aller ; sans lui, la dernière cible est montrée.\n\n"
        '  reseau target "recrutement de cadres" --city Paris --roles "associé, DRH"',
    },
    "tool": {"en": "how the program measures", "fr": "comment le logiciel mesure"},
    "campaign": {
        "en": "year-end cards and other words to many people",
        "fr": "les cartes de vœux et autres mots à beaucoup de monde",
    },
    "campaign-new": {
        "en": "make one: choose the people, plan the batches",
        "fr": "en faire une\u202f: choisir les personnes, prévoir les séances",
    },
    "campaign-new.more": {
        "en": 'Without a choice it goes to the circles close, active and network. Nothing is ever sent by reseau.\n\n  reseau campaign new "Cards 2026"\n  reseau campaign new "Cards 2026" --like "Cards 2025" --with Lyon\n  reseau campaign new "New activity" --kind announcement --tier close,active',
        "fr": 'Sans choix, elle va aux cercles close, active et network. reseau n\'envoie jamais rien.\n\n  reseau campaign new "Vœux 2026"\n  reseau campaign new "Vœux 2026" --like "Vœux 2025" --with Lyon\n  reseau campaign new "Nouvelle activité" --kind announcement --tier close,active',
    },
    "campaign-list": {
        "en": "the campaigns and how far they are",
        "fr": "les campagnes et où elles en sont",
    },
    "campaign-show": {
        "en": "whom it goes to, batch by batch",
        "fr": "à qui elle va, séance par séance",
    },
    "campaign-add": {
        "en": "add people",
        "fr": "ajouter des personnes",
    },
    "campaign-leave": {
        "en": "take people out",
        "fr": "retirer des personnes",
    },
    "campaign-done": {
        "en": "tick off people, or all whose turn has come",
        "fr": "cocher des personnes, ou toutes celles dont c'est le tour",
    },
    "campaign-replied": {
        "en": "they replied",
        "fr": "elles ont répondu",
    },
    "campaign-returned": {
        "en": "their mail came back: they may have moved",
        "fr": "leur courrier est revenu\u202f: elles ont peut-être déménagé",
    },
    "campaign-labels": {
        "en": "address labels as PDF (sheets L7159, L7160, L7162, L7163)",
        "fr": "les étiquettes en PDF (planches L7159, L7160, L7162, L7163)",
    },
    "campaign-table": {
        "en": "the table for a mail merge, xlsx or csv",
        "fr": "le tableau pour un publipostage, xlsx ou csv",
    },
    "campaign-drafts": {
        "en": "drafts of e-mails; nothing is sent",
        "fr": "des brouillons d'e-mails\u202f; rien n'est envoyé",
    },
    "campaign-drafts.more": {
        "en": "[given], [name] and [company] in the text are filled in for each person.",
        "fr": "[given], [name] et [company] sont remplis pour chaque personne.",
    },
    "campaign-drop": {
        "en": "give it up",
        "fr": "l'abandonner",
    },
    "trip": {
        "en": "say where you will be, see whom to meet there",
        "fr": "dire où vous serez, voir qui y rencontrer",
    },
    "trip.more": {
        "en": "Lunches and breakfasts with people of that town whom you have not seen of late come into the plan.\n\n"
        "  reseau trip Lyon 3-dec 4-dec\n  reseau trip Lyon --cancel",
        "fr": "Des déjeuners et petits déjeuners avec ceux de cette ville que vous n'avez pas vus récemment.\n\n"
        "  reseau trip Lyon 3-dec 4-dec\n  reseau trip Lyon --cancel",
    },
    "backtest": {
        "en": "does the ranking foresee whom you contact next?",
        "fr": "le classement prévoit-il qui vous contactez ensuite ?",
    },
    "backtest.more": {
        "en": "Measured on your own past, beside plain ways to rank; the formula that does best is used from then on.\n"
        "With LOG.csv (columns from, to, at) any log of messages is measured, and nothing is changed.",
        "fr": "Mesuré sur votre propre passé, à côté de classements simples ; la meilleure formule sert ensuite.\n"
        "Avec LOG.csv (colonnes from, to, at), un journal de messages quelconque est mesuré, et rien ne change.",
    },
    "tool-rank": {
        "en": "rank people by closeness, as of a day",
        "fr": "classer les personnes par proximité, à une date",
    },
    "tool-link": {
        "en": "find who is who in a flat table, without a home",
        "fr": "trouver qui est qui dans un tableau, sans rien garder",
    },
    "tool-link.more": {
        "en": "FLAT.csv has the columns record_id, full_name (or given_name and family_name), emails, phones, company, "
        "title, url; several values are parted by semicolons. OUT.csv has record_id and cluster_id.",
        "fr": "FLAT.csv a les colonnes record_id, full_name (ou given_name et family_name), emails, phones, company, "
        "title, url ; plusieurs valeurs sont séparées par des points-virgules. OUT.csv a record_id et cluster_id.",
    },
    "tool-classify": {
        "en": "role, seniority and sector of job titles",
        "fr": "métier, niveau et secteur d'intitulés de poste",
    },
    "tool-classify.more": {
        "en": "FILE holds one title a line, or is a CSV with a column title (and perhaps company).\n"
        "docs/classification.md has the closed lists; unknown is an answer.",
        "fr": "FILE contient un intitulé par ligne, ou est un CSV avec une colonne fonction (et peut-être société).\n"
        "docs/classification.md donne les listes fermées ; unknown (inconnu) est une réponse.",
    },
    "tool-same-company": {
        "en": "whether two texts name one employer",
        "fr": "dire si deux textes nomment le même employeur",
    },
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
        "en": "A and B are people or records (source:key), or A alone is the id of a question of `reseau review`:\n"
        "  reseau judge 3f2a91bc same\n"
        "The verdict is same, different or unsure. It is kept for ever, and can be undone.",
        "fr": "A et B sont des personnes ou des fiches (source:clé), ou A seul est le numéro d'une question de `reseau review` :\n"
        "  reseau judge 3f2a91bc same\n"
        "L'avis est same (même personne), different ou unsure (pas sûr). Il est gardé pour toujours et peut être annulé.",
    },
    "feed-publish": {
        "en": "bring it to a folder, a server, your account",
        "fr": "le porter dans un dossier, un serveur, votre compte",
    },
    "feed-publish.more": {
        "en": "A folder or file that something else publishes; an address that ends in .ics (WebDAV); or the address of\n"
        "your account (CalDAV), where a calendar of its own is made and what you do there is read back: deleted is\n"
        "skip, moved is snooze, a title ticked with ✓ is done. Without a place, all are renewed.\n\n"
        "  reseau feed publish touchpoints ~/Nextcloud/reseau.ics --public https://cloud.example.org/s/abc/download\n"
        "  reseau feed publish touchpoints https://cloud.example.org/ --user zoe",
        "fr": "Un dossier ou fichier publié par ailleurs ; une adresse en .ics (WebDAV) ; ou l'adresse de votre compte\n"
        "(CalDAV), où un agenda à part est créé et ce que vous y faites est relu : supprimé, c'est passer ; déplacé,\n"
        "c'est reporter ; un titre coché d'un ✓, c'est fait. Sans endroit, tous sont renouvelés.\n\n"
        "  reseau feed publish touchpoints ~/Nextcloud/reseau.ics --public https://nuage.example.org/s/abc/download\n"
        "  reseau feed publish touchpoints https://nuage.example.org/ --user zoe",
    },
    "feed-rotate": {
        "en": "a new secret address, the old one ends",
        "fr": "une nouvelle adresse secrète, l'ancienne s'éteint",
    },
    "feed-close": {"en": "take its address away", "fr": "lui retirer son adresse"},
    "feed-list": {
        "en": "the feeds, their privacy, who fetched them",
        "fr": "les agendas, leur discrétion, qui les a lus",
    },
    "service": {
        "en": "start serve with your session",
        "fr": "lancer serve avec votre session",
    },
    "service-install": {"en": "install and start it", "fr": "l'installer et le démarrer"},
    "service-status": {"en": "is it installed, does it run", "fr": "est-il installé, tourne-t-il"},
    "service-uninstall": {"en": "stop and remove it", "fr": "l'arrêter et le retirer"},
    "book-add": {
        "en": "connect an address book",
        "fr": "relier un carnet d'adresses",
    },
    "book-list": {
        "en": "the address books that are connected",
        "fr": "les carnets reliés",
    },
    "book-mirror": {
        "en": "make two books each other's copy",
        "fr": "faire de deux carnets la copie l'un de l'autre",
    },
    "book-join": {
        "en": "make one card of several that a person has in one book",
        "fr": "faire une fiche de plusieurs qu'une personne a dans un carnet",
    },
    "book-try": {
        "en": "find out with a made-up card what a book alters or drops",
        "fr": "voir, avec une fiche inventée, ce qu'un carnet change ou perd",
    },
    "book-set": {
        "en": "change what may be written to a book, and for whom",
        "fr": "changer ce qui peut être écrit dans un carnet, et pour qui",
    },
    "book-remove": {
        "en": "disconnect an address book",
        "fr": "ne plus relier un carnet",
    },
    "book-add.more": {
        "en": "A CardDAV server (its address, your e-mail address, or the address of one book), a folder of .vcf\n"
        "files, or one .vcf file. The password is asked for and kept in the keyring.\n\n"
        "  reseau book add work https://cloud.example.org --user zoe\n"
        "  reseau book add home ~/.contacts/home",
        "fr": "Un serveur CardDAV (son adresse, votre adresse e-mail ou l'adresse d'un carnet), un dossier de fichiers\n"
        ".vcf ou un fichier .vcf. Le mot de passe est demandé et gardé dans le trousseau.\n\n"
        "  reseau book add travail https://nuage.example.org --user zoe\n"
        "  reseau book add maison ~/.contacts/maison",
    },
    "sync.more": {
        "en": "The first contact shows what would come in and waits for your yes. When a book comes back empty or\n"
        "much shorter, nothing is changed until you confirm the number of deletions.",
        "fr": "Le premier contact montre ce qui serait repris et attend votre accord. Si un carnet revient vide ou bien\n"
        "plus court, rien n'est modifié tant que vous n'avez pas confirmé le nombre de suppressions.",
    },
    "week.more": {
        "en": "The next seven days, at most five people (budget.per_week), each with the reason.\n"
        "PERSON or the beginning of an id names a touchpoint: reseau done benali",
        "fr": "Les sept prochains jours, cinq personnes au plus (budget.per_week), chacune avec la raison.\n"
        "Une personne ou le début d'un identifiant désigne un contact prévu : reseau done benali",
    },
    "snooze.more": {
        "en": "WHEN is 2w, 3 days, 1 month, tuesday, 3 dec or 2026-12-03.",
        "fr": "WHEN (quand) est 2s, 3 jours, 1 mois, mardi, 3 déc ou 2026-12-03.",
    },
    "log.more": {
        "en": 'FORM is message, call, lunch, breakfast, meeting or card.\n\n  reseau log "Ali Benali" lunch --on tuesday',
        "fr": "FORM (forme) est message, appel, déjeuner, petit-déjeuner, rdv ou carte.\n\n"
        '  reseau log "Ali Benali" déjeuner --on mardi',
    },
    "feed.more": {
        "en": "NAME is touchpoints (one event each, the default), birthdays or digest (one event a week).\n\n"
        "  reseau feed -o touchpoints.ics --privacy initials",
        "fr": "NAME (nom) est touchpoints (un événement par contact, par défaut), birthdays ou digest (un par semaine).\n\n"
        "  reseau feed -o contacts.ics --privacy initials",
    },
    "changes.more": {
        "en": "Two LinkedIn exports are compared: the newest and the one before, or the one of --since.",
        "fr": "Deux exports LinkedIn sont comparés : le dernier et le précédent, ou celui de --since.",
    },
}
