"""Wording of `reseau trip`: where the user will be, and whom to meet there."""

TEXTS: dict[str, dict[str, str]] = {
    "heading": {
        "en": "{place}, {span}: you know {n} person there|{place}, {span}: you know {n} people there",
        "fr": "{place}, {span}\u202f: vous y connaissez {n} personne|{place}, {span}\u202f: vous y connaissez {n} personnes",
    },
    "from-calendar": {
        "en": "As your calendar says. Not so? reseau trip {place} --cancel",
        "fr": "D'après votre agenda. Ce n'est pas le cas\u202f? reseau trip {place} --cancel",
    },
    "nobody": {
        "en": "Nobody to meet there this time: too lately seen, or the weeks are full.",
        "fr": "Personne à voir cette fois\u202f: vus il y a peu, ou semaines pleines.",
    },
    "none": {
        "en": "No trip ahead. Say where you will be: reseau trip Lyon 3-dec 4-dec",
        "fr": "Aucun voyage prévu. Dites où vous serez\u202f: reseau trip Lyon 3-dec 4-dec",
    },
    "unnamed": {
        "en": "Where to? reseau trip Lyon 3-dec 4-dec",
        "fr": "Où donc\u202f? reseau trip Lyon 3-dec 4-dec",
    },
    "when": {
        "en": "When are you in {place}? reseau trip {place} 3-dec 4-dec",
        "fr": "Quand êtes-vous à {place}\u202f? reseau trip {place} 3-dec 4-dec",
    },
    "backwards": {
        "en": "The trip would end ({last}) before it begins ({first}).",
        "fr": "Le voyage finirait ({last}) avant de commencer ({first}).",
    },
    "over": {
        "en": "That was before today: {last}. To note a meeting that happened: reseau log",
        "fr": "C'était avant aujourd'hui\u202f: {last}. Pour noter une rencontre passée\u202f: reseau log",
    },
    "unknown": {
        "en": "There is no trip to {place} ahead.",
        "fr": "Aucun voyage à {place} n'est prévu.",
    },
    "cancelled": {
        "en": "{n} trip to {place} is off.|{n} trips to {place} are off.",
        "fr": "{n} voyage à {place} annulé.|{n} voyages à {place} annulés.",
    },
}
