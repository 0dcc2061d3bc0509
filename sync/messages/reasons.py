"""Wording of the reasons of a touchpoint: why this person, and why this day."""

TEXTS: dict[str, dict[str, str]] = {
    "cadence": {
        "en": "{gap} without contact (rhythm {every} days)",
        "fr": "{gap} sans contact (rythme {every} j)",
    },
    "gap-days": {"en": "{n} day|{n} days", "fr": "{n} j|{n} j"},
    "gap-months": {"en": "{n} month|{n} months", "fr": "{n} mois|{n} mois"},
    "gap-years": {"en": "{n} year|{n} years", "fr": "{n} an|{n} ans"},
    "first": {
        "en": "a first word (rhythm {every} days)",
        "fr": "un premier mot (rythme {every} j)",
    },
    "answer": {
        "en": "you owe them an answer since {since}",
        "fr": "vous lui devez une réponse depuis le {since}",
    },
    "moved": {"en": "now at {after}, was at {before}", "fr": "désormais chez {after}, auparavant {before}"},
    "welcome": {
        "en": "connected on {on}: say hello, offer something useful",
        "fr": "en relation depuis le {on} : un mot, un service possible",
    },
    "favour": {"en": "you owe them: {what}", "fr": "vous lui devez : {what}"},
    "event": {
        "en": "met at {what}: a word within two days",
        "fr": "rencontre à « {what} » : un mot dans les deux jours",
    },
    "returned": {
        "en": "what you sent came back: ask for the new address",
        "fr": "votre courrier est revenu : demandez la nouvelle adresse",
    },
    "table": {
        "en": "at one table with {n} other of the same sector|at one table with {n} others of the same sector",
        "fr": "à la même table qu'une autre personne du même secteur|à la même table que {n} autres du même secteur",
    },
    "trip": {"en": "you are in {place} on {on}", "fr": "vous êtes à {place} le {on}"},
    "campaign": {"en": "{name}", "fr": "{name}"},
    "birthday": {"en": "birthday", "fr": "anniversaire"},
    "birthday-age": {"en": "turns {age}", "fr": "fête ses {age} ans"},
    "reconnect": {
        "en": "a good contact, silent since {last}",
        "fr": "un bon contact, silencieux depuis le {last}",
    },
    "trust": {
        "en": "{n} recommendation between you|{n} recommendations between you",
        "fr": "{n} recommandation entre vous|{n} recommandations entre vous",
    },
    "day-closed": {
        "en": "best on {ideal}, which is no working day",
        "fr": "l'idéal, le {ideal}, n'est pas un jour ouvré",
    },
    "day-budget": {
        "en": "best on {ideal}, but those weeks are full",
        "fr": "l'idéal était le {ideal}, mais ces semaines sont pleines",
    },
    "snoozed": {"en": "put off by you", "fr": "reporté par vous"},
    "slid": {"en": "left over from before", "fr": "resté de la dernière fois"},
}
