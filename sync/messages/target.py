"""Wording of a target: coverage, gap, bridges, the build plan, the announcement."""

TEXTS: dict[str, dict[str, str]] = {
    "none": {
        "en": 'No target yet. Set one: reseau target "executive search" --city Paris --roles "partner, DRH"',
        "fr": 'Pas encore de cible. Fixez-en une : reseau target "recrutement de cadres" --city Paris --roles "associé, DRH"',
    },
    "unknown": {"en": "There is no target “{label}”.", "fr": "Il n'y a pas de cible « {label} »."},
    "bad-ideal": {
        "en": "{value} people is no aim; name 1 to 5,000.",
        "fr": "{value} personnes, ce n'est pas un but ; donnez un nombre de 1 à 5 000.",
    },
    "dropped": {"en": "Target given up: {label}.", "fr": "Cible abandonnée : {label}."},
    "kept": {
        "en": "The target is kept. To undo: reseau undo {step}",
        "fr": "La cible est gardée. Annuler : reseau undo {step}",
    },
    "coverage": {
        "en": "Coverage {percent}% ({have} of {goal} people one would wish to know)",
        "fr": "Couverture {percent} % ({have} sur les {goal} personnes à connaître)",
    },
    "part": {"en": "{have} of {goal}, {missing} missing", "fr": "{have} sur {goal}, il en manque {missing}"},
    "bridges": {
        "en": "{n} bridge: not the closest, who know the same people|{n} bridges: not the closest, who know the same people",
        "fr": "{n} pont : pas les plus proches, qui connaissent les mêmes gens"
        "|{n} ponts : pas les plus proches, qui connaissent les mêmes gens",
    },
    "no-bridge": {
        "en": "Nobody you know leads there yet. Meet people at its events: reseau met EVENT NAMES",
        "fr": "Personne encore n'y mène. Rencontrez du monde à ses événements : reseau met ÉVÉNEMENT NOMS",
    },
    "more": {"en": "… and {n} more: reseau target --all", "fr": "… et {n} de plus : reseau target --all"},
    "why-inside": {"en": "is there ({what})", "fr": "y est ({what})"},
    "why-sector": {"en": "in the sector ({what})", "fr": "dans le secteur ({what})"},
    "why-words": {"en": "near it ({what})", "fr": "proche ({what})"},
    "why-formerly": {"en": "formerly at {what}", "fr": "ancien de {what}"},
    "why-colleague": {
        "en": "colleague of somebody there ({what})",
        "fr": "collègue de quelqu'un qui y est ({what})",
    },
    "why-role": {"en": "has the role ({what})", "fr": "a la fonction ({what})"},
    "why-city": {"en": "in {what}", "fr": "à {what}"},
    "why-trust": {
        "en": "{n} recommendation|{n} recommendations",
        "fr": "{n} recommandation|{n} recommandations",
    },
    "why-met": {"en": "you have met", "fr": "déjà rencontré"},
    "why-dormant": {"en": "a dormant tie worth waking", "fr": "lien dormant à réveiller"},
    "why-close": {"en": "close", "fr": "proche"},
    "why-moderate": {"en": "a moderate tie", "fr": "lien moyen"},
    "why-weak": {"en": "hardly known yet", "fr": "encore peu connu"},
    "build": {
        "en": "Twelve months: meet {n} person a week and the {missing} missing ones are found (one in two stays)"
        "|Twelve months: meet {n} people a week and the {missing} missing ones are found (one in two stays)",
        "fr": "Douze mois : {n} rencontre par semaine pour trouver les {missing} qui manquent (une sur deux reste)"
        "|Douze mois : {n} rencontres par semaine pour trouver les {missing} qui manquent (une sur deux reste)",
    },
    "course": {
        "en": "Week {week} of 52: {percent}% of the planned course",
        "fr": "Semaine {week} sur 52 : {percent} % de la trajectoire",
    },
    "planned": {"en": "planned {n}", "fr": "prévu {n}"},
    "real": {"en": "known {n}", "fr": "connus {n}"},
    "announce-how": {
        "en": "Tell the others of your new label, in a sensible order: reseau target --announce",
        "fr": "Annoncez votre nouvelle étiquette, dans le bon ordre : reseau target --announce",
    },
    "announce": {
        "en": "{n} person to tell, who makes it credible first|{n} people to tell, those who make it credible first",
        "fr": "{n} personne à prévenir|{n} personnes à prévenir, d'abord celles qui vous rendent crédible",
    },
    "more-announce": {
        "en": "… and {n} more: reseau target --announce --all",
        "fr": "… et {n} de plus : reseau target --announce --all",
    },
    "nobody-to-tell": {
        "en": "There is nobody yet with whom you have exchanged a word.",
        "fr": "Vous n'avez encore échangé avec personne.",
    },
    "draft": {
        "en": "I am now working in {label}. Whom should I talk to? One name would help me much – and tell me what I can do for you.",
        "fr": "Je travaille désormais dans ce domaine : {label}. À qui devrais-je parler ? Un seul nom m'aiderait beaucoup – "
        "et dites-moi ce que je peux faire pour vous.",
    },
}
