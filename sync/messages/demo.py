"""Wording of `demo`: the sentences between the commands."""

TEXTS: dict[str, dict[str, str]] = {
    "intro": {
        "en": "The whole job on invented people: Camille Rousseau, a consultant in Paris, and the 300 people she knows. "
        "It is {day}.",
        "fr": "Tout le travail sur des personnes inventées : Camille Rousseau, consultante à Paris, et les 300 personnes "
        "qu'elle connaît. Nous sommes le {day}.",
    },
    "import-may": {
        "en": "In May, Camille asked LinkedIn for a copy of her data. She drops it in.",
        "fr": "En mai, Camille a demandé à LinkedIn une copie de ses données. Elle la dépose.",
    },
    "import-others": {
        "en": "Her address book, her calendar and her good old Excel table follow.",
        "fr": "Son carnet d'adresses, son agenda et son bon vieux tableau Excel suivent.",
    },
    "import-november": {
        "en": "Half a year later she drops in LinkedIn again.",
        "fr": "Six mois plus tard, elle dépose LinkedIn à nouveau.",
    },
    "people": {
        "en": "Father and son have one name and one landline. They stay two people.",
        "fr": "Père et fils ont le même nom et le même téléphone fixe. Ils restent deux personnes.",
    },
    "review": {
        "en": "What reseau is not sure of, it asks.",
        "fr": "Là où il a un doute, reseau demande.",
    },
    "week": {
        "en": "Whom to write to this week, and why.",
        "fr": "À qui faire signe cette semaine, et pourquoi.",
    },
    "changes": {
        "en": "What half a year changed.",
        "fr": "Ce que six mois ont changé.",
    },
    "report": {
        "en": "How the network wears out and renews itself.",
        "fr": "Comment le réseau s'use et se renouvelle.",
    },
    "feed": {
        "en": "And the plan, as a calendar that any telephone can subscribe to.",
        "fr": "Et le programme, en un agenda auquel tout téléphone peut s'abonner.",
    },
    "where": {
        "en": "The files that were dropped in: {samples}\nCamille's home, with everything reseau made: {home}\n"
        "Look around with: reseau --home {home} people\nNow your own: reseau import PATH…",
        "fr": "Les fichiers déposés : {samples}\nLe dossier de Camille, avec tout ce que reseau a fait : {home}\n"
        "Pour y regarder : reseau --home {home} people\nÀ vous maintenant : reseau import CHEMIN…",
    },
    "no-samples": {
        "en": "The demo's files are missing from this installation. Install reseau again.",
        "fr": "Les fichiers de démonstration manquent dans cette installation. Réinstallez reseau.",
    },
}
