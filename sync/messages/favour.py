"""Wording of favours and of support."""

TEXTS: dict[str, dict[str, str]] = {
    "noted-given": {
        "en": "Noted: you did {name} a favour – {what}.",
        "fr": "Noté : vous avez rendu service à {name} – {what}.",
    },
    "noted-received": {
        "en": "Noted: {name} did you a favour – {what}.",
        "fr": "Noté : {name} vous a rendu service – {what}.",
    },
    "noted-owed": {
        "en": "Noted: you owe {name} – {what}. It comes up in your week.",
        "fr": "Noté : vous devez à {name} – {what}. Cela reviendra dans votre semaine.",
    },
    "noted-seeks": {
        "en": "Noted: {name} looks for {what}. Who could help: reseau favour matches",
        "fr": "Noté : {name} cherche {what}. Qui pourrait aider : reseau favour matches",
    },
    "noted-offers": {"en": "Noted: {name} offers {what}.", "fr": "Noté : {name} propose {what}."},
    "known": {"en": "That was noted before ({name}: {what}).", "fr": "C'était déjà noté ({name} : {what})."},
    "settled": {"en": "Settled with {name}: {what}.", "fr": "Réglé avec {name} : {what}."},
    "empty": {"en": "Say in a few words what it is.", "fr": "Dites en quelques mots de quoi il s'agit."},
    "none-open": {
        "en": "Nothing is open with “{query}”. See: reseau favour list",
        "fr": "Rien n'est en cours avec « {query} ». Voir : reseau favour list",
    },
    "several": {
        "en": "Several are open with “{query}”. Name one: {ids}",
        "fr": "Plusieurs sont en cours avec « {query} ». Précisez : {ids}",
    },
    "none-yet": {
        "en": "No favours are noted yet. A network lives on them: reseau favour owed PERSON WHAT",
        "fr": "Aucun service n'est encore noté. Un réseau en vit : reseau favour owed PERSONNE QUOI",
    },
    "heading-owed": {"en": "You owe", "fr": "Vous devez"},
    "heading-seeks": {"en": "They look for", "fr": "Ils cherchent"},
    "heading-offers": {"en": "They offer", "fr": "Ils proposent"},
    "heading-balance": {"en": "Balance", "fr": "Bilan des services"},
    "balance-line": {
        "en": "given {given}, received {received}, still owed {owed}",
        "fr": "rendus {given}, reçus {received}, encore dus {owed}",
    },
    "until": {"en": "by {day}", "fr": "d'ici le {day}"},
    "seeks-line": {"en": "{name} looks for {what}:", "fr": "{name} cherche {what} :"},
    "no-match": {
        "en": "Nobody known fits what people look for. Note a wish: reseau favour seeks PERSON WHAT",
        "fr": "Personne de connu ne répond à ce qui est cherché. Notez un souhait : reseau favour seeks PERSONNE QUOI",
    },
    "because-offers": {"en": "offers {what}", "fr": "propose {what}"},
    "because-words": {"en": "says {what}", "fr": "mentionne {what}"},
    "because-role": {"en": "same line of work", "fr": "même métier"},
    "because-sector": {"en": "same sector", "fr": "même secteur"},
    "draft-how": {
        "en": "Ask both before you name them to each other: reseau favour matches --draft",
        "fr": "Demandez l'accord des deux avant de les présenter : reseau favour matches --draft",
    },
    "draft-helper": {
        "en": "1. To {helper}:\nSomeone I value is looking for {what}. I thought of you. May I introduce you? A no is fine.",
        "fr": "1. À {helper} :\nQuelqu'un que j'apprécie cherche {what}. J'ai pensé à vous. Puis-je vous mettre en relation ? "
        "Un non ne me gênera pas.",
    },
    "draft-seeker": {
        "en": "2. To {seeker}, once the first has said yes:\nYou are looking for {what}. I know somebody who may help and would "
        "be glad to. May I introduce you?",
        "fr": "2. À {seeker}, quand le premier a dit oui :\nVous cherchez {what}. Je connais quelqu'un qui peut aider et qui "
        "en est d'accord. Puis-je vous présenter ?",
    },
    "draft-both": {
        "en": "3. To both, once both have said yes:\n{helper}, {seeker}: you both agreed, so here you are. It is about {what}. "
        "I leave you to it.",
        "fr": "3. Aux deux, quand chacun a dit oui :\n{helper}, {seeker} : vous êtes d'accord l'un et l'autre, voici le lien. "
        "Il s'agit de {what}. Je vous laisse la suite.",
    },
    "support": {
        "en": "{n} person would stand by you tomorrow|{n} people would stand by you tomorrow, the surest first",
        "fr": "{n} personne vous soutiendrait demain|{n} personnes vous soutiendraient demain, les plus sûres d'abord",
    },
    "support-none": {
        "en": "Nobody yet: no exchange both ways in twelve months is known. Start with: reseau week",
        "fr": "Personne encore : aucun échange réciproque en douze mois n'est connu. Commencez par : reseau week",
    },
    "support-contact": {
        "en": "{n} day of contact|{n} days of contact",
        "fr": "{n} jour d'échange|{n} jours d'échange",
    },
    "support-answers": {
        "en": "wrote to you once|wrote to you {n} times",
        "fr": "vous a écrit {n} fois|vous a écrit {n} fois",
    },
    "support-met": {"en": "met once|met {n} times", "fr": "{n} rencontre|{n} rencontres"},
    "support-given": {
        "en": "you helped once|you helped {n} times",
        "fr": "{n} service rendu|{n} services rendus",
    },
    "support-received": {
        "en": "helped you once|helped you {n} times",
        "fr": "{n} service reçu|{n} services reçus",
    },
    "support-trust": {
        "en": "{n} recommendation|{n} recommendations",
        "fr": "{n} recommandation|{n} recommandations",
    },
    "support-more": {
        "en": "… and {n} more: reseau support --all",
        "fr": "… et {n} de plus : reseau support --all",
    },
}
