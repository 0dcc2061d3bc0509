"""Wording of `reseau backtest`: how well the ranking foresees."""

TEXTS: dict[str, dict[str, str]] = {
    "history": {
        "en": "{contacts} exchanges; {cuts} days of the past, each with the {days} days after it: {n} case"
        "|{contacts} exchanges; {cuts} days of the past, each with the {days} days after it: {n} cases",
        "fr": "{contacts} échanges ; {cuts} jours du passé, chacun avec les {days} jours suivants : {n} cas"
        "|{contacts} échanges ; {cuts} jours du passé, chacun avec les {days} jours suivants : {n} cas",
    },
    "map": {"en": "MAP", "fr": "MAP"},
    "recall": {"en": "recall@10", "fr": "rappel@10"},
    "name-random": {"en": "random", "fr": "au hasard"},
    "name-recent": {"en": "most recent first", "fr": "le plus récent d'abord"},
    "name-count": {"en": "number of exchanges", "fr": "nombre d'échanges"},
    "name-g0": {"en": "reseau, frequency alone (g0)", "fr": "reseau, fréquence seule (g0)"},
    "name-g1": {"en": "reseau, g1", "fr": "reseau, g1"},
    "name-g2": {"en": "reseau, the default (g2)", "fr": "reseau, par défaut (g2)"},
    "name-g3": {"en": "reseau, g3", "fr": "reseau, g3"},
    "name-g5": {"en": "reseau, g5", "fr": "reseau, g5"},
    "name-g8": {"en": "reseau, recency above all (g8)", "fr": "reseau, récence avant tout (g8)"},
    "name-g0x3": {"en": "reseau, g0 with a longer memory (g0x3)", "fr": "reseau, g0 à mémoire longue (g0x3)"},
    "name-g2x3": {"en": "reseau, g2 with a longer memory (g2x3)", "fr": "reseau, g2 à mémoire longue (g2x3)"},
    "interval": {
        "en": "Against most recent first: {gain} (between {low} and {high} in 95 of 100 resamplings)",
        "fr": "Face au plus récent d'abord : {gain} (entre {low} et {high} dans 95 tirages sur 100)",
    },
    "dormant": {
        "en": "Written to after a long silence: {n} time, {answered} answered"
        "|Written to after a long silence: {n} times, {answered} answered",
        "fr": "Écrit après un long silence : {n} fois, {answered} réponses"
        "|Écrit après un long silence : {n} fois, {answered} réponses",
    },
    "foreseen": {
        "en": "Of one who answered and one who did not, the ranking had the right one first in {percent}% of pairs.",
        "fr": "Entre qui a répondu et qui n'a pas répondu, le classement avait raison dans {percent} % des paires.",
    },
    "reason-best": {
        "en": "Best on the earlier days: {name}",
        "fr": "Le meilleur sur les premiers jours : {name}",
    },
    "reason-few": {
        "en": "Too little history to choose by (300 exchanges and 3 days of the past are needed): {name} stays.",
        "fr": "Trop peu d'historique pour choisir (il faut 300 échanges et 3 jours du passé) : {name} reste.",
    },
    "reason-recent": {
        "en": "Nothing foresees better than most recent first, so that is used.",
        "fr": "Rien ne prévoit mieux que le plus récent d'abord : c'est donc lui qui sert.",
    },
    "kept": {
        "en": "Used from now on. To change it: reseau config set plan.formula {formula}",
        "fr": "Utilisé désormais. Pour changer : reseau config set plan.formula {formula}",
    },
    "unreadable": {"en": "{path} cannot be read.", "fr": "{path} est illisible."},
    "columns": {
        "en": "A log needs the columns from, to and at. This one has: {columns}",
        "fr": "Il faut les colonnes from, to et at. Ce fichier a : {columns}",
    },
    "empty": {
        "en": "No line of the log names two people and a time (2026-11-22T09:00:00Z).",
        "fr": "Aucune ligne ne nomme deux personnes et une heure (2026-11-22T09:00:00Z).",
    },
}
