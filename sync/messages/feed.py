"""Wording of the calendar to subscribe to, and of the command that writes it."""

TEXTS: dict[str, dict[str, str]] = {
    "name-touchpoints": {"en": "reseau: keep in touch", "fr": "reseau : garder le contact"},
    "name-birthdays": {"en": "reseau: birthdays", "fr": "reseau : anniversaires"},
    "name-digest": {"en": "reseau: the week", "fr": "reseau : la semaine"},
    "description": {
        "en": "Whom to be in touch with, and why. Made by reseau on your own computer.",
        "fr": "Avec qui prendre contact, et pourquoi. Écrit par reseau sur votre ordinateur.",
    },
    # titles: verb, name, why
    "do-message": {"en": "Write to {name}", "fr": "Écrire à {name}"},
    "do-call": {"en": "Call {name}", "fr": "Appeler {name}"},
    "do-lunch": {"en": "Lunch with {name}", "fr": "Déjeuner avec {name}"},
    "do-breakfast": {"en": "Breakfast with {name}", "fr": "Petit déjeuner avec {name}"},
    "do-meeting": {"en": "Meet {name}", "fr": "Voir {name}"},
    "do-card": {"en": "Send a card to {name}", "fr": "Envoyer une carte à {name}"},
    "birthday": {"en": "Birthday: {name}", "fr": "Anniversaire : {name}"},
    "birthday-age": {"en": "Birthday: {name} ({age})", "fr": "Anniversaire : {name} ({age} ans)"},
    "why": {"en": "{what} – {why}", "fr": "{what} – {why}"},
    "gap-days": {"en": "{n} day|{n} days", "fr": "{n} jour|{n} jours"},
    "gap-weeks": {"en": "{n} week|{n} weeks", "fr": "{n} semaine|{n} semaines"},
    "gap-months": {"en": "{n} month|{n} months", "fr": "{n} mois|{n} mois"},
    "gap-years": {"en": "{n} year|{n} years", "fr": "{n} an|{n} ans"},
    "new-post": {"en": "new post", "fr": "nouveau poste"},
    "new-connection": {"en": "new connection", "fr": "nouvelle relation"},
    # descriptions
    "last": {"en": "Last contact: {day} ({what}).", "fr": "Dernier contact : {day} ({what})."},
    "last-none": {"en": "No contact yet.", "fr": "Encore aucun contact."},
    "idea-message": {
        "en": "An idea: ask what keeps them busy, and offer something useful.",
        "fr": "Une idée : demander ce qui l'occupe et proposer un coup de main.",
    },
    "idea-call": {
        "en": "An idea: ten minutes on the phone say more than ten lines.",
        "fr": "Une idée : dix minutes au téléphone valent mieux que dix lignes.",
    },
    "idea-lunch": {
        "en": "An idea: who else should be at the table?",
        "fr": "Une idée : qui d'autre inviter à table ?",
    },
    "idea-breakfast": {
        "en": "An idea: a coffee before work is easily found.",
        "fr": "Une idée : un café avant le bureau se trouve facilement.",
    },
    "idea-meeting": {
        "en": "An idea: who else should be there?",
        "fr": "Une idée : qui d'autre convier ?",
    },
    "idea-card": {"en": "An idea: two lines by hand.", "fr": "Une idée : deux lignes à la main."},
    "idea-reconnect": {
        "en": "An idea: say what made you think of them. Old ties are glad to hear from you.",
        "fr": "Une idée : dire ce qui vous a fait penser à cette personne. Un ancien contact est heureux d'un signe.",
    },
    "idea-welcome": {
        "en": "An idea: thank them, and name one thing you could do for them.",
        "fr": "Une idée : remercier, et nommer une chose que vous pourriez faire.",
    },
    "how": {
        "en": "Had it: reseau done {id}\nA week later: reseau snooze {id} 1w\nA month later: reseau snooze {id} 1m\n"
        "Not this time: reseau skip {id}\nMore: reseau show {person}",
        "fr": "Fait : reseau done {id}\nDans une semaine : reseau snooze {id} 1s\nDans un mois : reseau snooze {id} 1m\n"
        "Pas cette fois : reseau skip {id}\nPlus : reseau show {person}",
    },
    "links": {
        "en": "On this computer, while reseau runs:",
        "fr": "Sur cet ordinateur, tant que reseau tourne :",
    },
    "link-done": {"en": "Had it: {url}", "fr": "Fait : {url}"},
    "link-week": {"en": "A week later: {url}", "fr": "Dans une semaine : {url}"},
    "link-month": {"en": "A month later: {url}", "fr": "Dans un mois : {url}"},
    "link-skip": {"en": "Not this time: {url}", "fr": "Pas cette fois : {url}"},
    "more": {"en": "More: reseau show {person}", "fr": "Plus : reseau show {person}"},
    "batch": {
        "en": "{name}: {n} card|{name}: {n} cards",
        "fr": "{name} : {n} mot à écrire|{name} : {n} mots à écrire",
    },
    "batch-done": {"en": "Done: reseau campaign done {name}", "fr": "Fait : reseau campaign done {name}"},
    "digest": {
        "en": "Keep in touch: {n} person this week|Keep in touch: {n} people this week",
        "fr": "Réseau : {n} personne cette semaine|Réseau : {n} personnes cette semaine",
    },
    "digest-line": {"en": "{day}: {what}", "fr": "{day} : {what}"},
    # the command
    "unknown": {
        "en": "There is no feed “{name}”. There are: {names}.",
        "fr": "Il n'y a pas d'agenda « {name} ». Il y a : {names}.",
    },
    "not-written": {
        "en": "{place} cannot be written. Check the folder and your rights.",
        "fr": "{place} ne peut pas être écrit. Vérifiez le dossier et vos droits.",
    },
    "written": {
        "en": "{place}: {n} event. Open it with your calendar, or put it where your telephone can subscribe to it."
        "|{place}: {n} events. Open it with your calendar, or put it where your telephone can subscribe to it.",
        "fr": "{place} : {n} événement. Ouvrez-le avec votre agenda, ou placez-le là où votre téléphone peut s'y abonner."
        "|{place} : {n} événements. Ouvrez-le avec votre agenda, ou placez-le là où votre téléphone peut s'y abonner.",
    },
    "left-out": {
        "en": "{n} event furthest ahead was left out: calendars lose what goes beyond 1,000 events."
        "|{n} events furthest ahead were left out: calendars lose what goes beyond 1,000 events.",
        "fr": "{n} événement très lointain a été omis : les agendas perdent ce qui dépasse 1 000 événements."
        "|{n} événements très lointains ont été omis : les agendas perdent ce qui dépasse 1 000 événements.",
    },
    "privacy": {
        "en": "It holds {level}. Change with --privacy initials, names or details.",
        "fr": "Il contient {level}. Pour changer : --privacy initials, names ou details.",
    },
    "privacy-initials": {"en": "initials only", "fr": "seulement des initiales"},
    "privacy-names": {
        "en": "names, no phone numbers or addresses",
        "fr": "les noms, ni téléphones ni adresses",
    },
    "privacy-details": {"en": "names with phones and e-mails", "fr": "les noms avec téléphones et e-mails"},
}
