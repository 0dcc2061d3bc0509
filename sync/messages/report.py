"""Wording of the report: how the network is kept up, and how it renews itself."""

TEXTS: dict[str, dict[str, str]] = {
    "keep-up": {"en": "Keep up", "fr": "Entretenir"},
    "active": {
        "en": "{n} person in touch with you over twelve months, of {known} known ({change} in a quarter)"
        "|{n} people in touch with you over twelve months, of {known} known ({change} in a quarter)",
        "fr": "{n} personne en contact avec vous sur douze mois, sur {known} connues ({change} en un trimestre)"
        "|{n} personnes en contact avec vous sur douze mois, sur {known} connues ({change} en un trimestre)",
    },
    "cooling": {
        "en": "{n} good contact is cooling down|{n} good contacts are cooling down, {close} of them among the closest",
        "fr": "{n} bon contact se refroidit|{n} bons contacts se refroidissent, dont {close} parmi les plus proches",
    },
    "cooling-none": {
        "en": "Nobody close is cooling down. Well kept.",
        "fr": "Aucun proche ne se refroidit. C'est bien entretenu.",
    },
    "cooling-line": {
        "en": "{gap} days without contact (at most {latest})",
        "fr": "{gap} jours sans contact ({latest} au plus)",
    },
    "reserve": {
        "en": "{n} dormant tie worth waking, one a week|{n} dormant ties worth waking, one a week",
        "fr": "{n} lien dormant à réveiller, un par semaine|{n} liens dormants à réveiller, un par semaine",
    },
    "crisis": {
        "en": "{percent} % of your exchanges fall in {n} of {months} months: {verdict}"
        "|{percent} % of your exchanges fall in {n} of {months} months: {verdict}",
        "fr": "{percent} % de vos échanges tiennent en {n} mois sur {months} : {verdict}"
        "|{percent} % de vos échanges tiennent en {n} mois sur {months} : {verdict}",
    },
    "crisis-high": {
        "en": "contact in bursts. One word a working day changes that.",
        "fr": "des contacts par à-coups. Un mot par jour ouvré change tout.",
    },
    "crisis-low": {"en": "steady contact, as it should be.", "fr": "des contacts réguliers, c'est bien."},
    "renew": {"en": "Renew", "fr": "Développer"},
    "flow": {
        "en": "Twelve months: +{inflow} came, −{outflow} left, balance {balance}",
        "fr": "Douze mois : +{inflow} entrées, −{outflow} départs, solde {balance}",
    },
    "flow-in-only": {
        "en": "Twelve months: +{inflow} came. Who left shows with the next LinkedIn export.",
        "fr": "Douze mois : +{inflow} entrées. Les départs se verront au prochain export LinkedIn.",
    },
    "rates": {
        "en": "Renewal {renewal} % a year, attrition {attrition} %: {verdict}",
        "fr": "Renouvellement {renewal} %/an, attrition {attrition} %/an : {verdict}",
    },
    "shrinks": {"en": "the network shrinks.", "fr": "le réseau rétrécit."},
    "grows": {"en": "the network renews itself.", "fr": "le réseau se renouvelle."},
    "moved": {
        "en": "{n} changed company between the last two exports: reseau changes"
        "|{n} changed company between the last two exports: reseau changes",
        "fr": "{n} a changé de société entre les deux derniers exports : reseau changes"
        "|{n} ont changé de société entre les deux derniers exports : reseau changes",
    },
    "empty": {
        "en": "Nobody is known yet. Start with: reseau import PATH…",
        "fr": "Personne n'est encore connu. Commencez par : reseau import CHEMIN…",
    },
    "month": {"en": "{month}  +{inflow}  −{outflow}", "fr": "{month}  +{inflow}  −{outflow}"},
}
