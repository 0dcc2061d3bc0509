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
    "cooling-meets": {"en": " · you meet on {day}", "fr": " · vous vous voyez le {day}"},
    "reserve": {
        "en": "{n} dormant tie worth waking, one a week|{n} dormant ties worth waking, one a week",
        "fr": "{n} lien dormant à réveiller, un par semaine|{n} liens dormants à réveiller, un par semaine",
    },
    "crisis": {
        "en": "{percent}% of your exchanges fall in {n} of {months} months: {verdict}"
        "|{percent}% of your exchanges fall in {n} of {months} months: {verdict}",
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
        "en": "Renewal {renewal}% a year, attrition {attrition}%: {verdict}",
        "fr": "Renouvellement {renewal} %/an, attrition {attrition} %/an : {verdict}",
    },
    "shrinks": {"en": "the network shrinks.", "fr": "le réseau rétrécit."},
    "grows": {"en": "the network renews itself.", "fr": "le réseau se renouvelle."},
    "moved": {
        "en": "{n} changed company between the last two exports|{n} changed company between the last two exports",
        "fr": "{n} a changé de société entre les deux derniers exports|{n} ont changé de société entre les deux derniers exports",
    },
    "moved-do": {"en": ": reseau changes", "fr": "\u202f: reseau changes"},
    "empty": {
        "en": "Nobody is known yet. Start with: reseau import PATH…",
        "fr": "Personne n'est encore connu. Commencez par : reseau import CHEMIN…",
    },
    "month": {"en": "{month}  +{inflow}  −{outflow}", "fr": "{month}  +{inflow}  −{outflow}"},
    "goal": {
        "en": "This month: {come} of {goal} new people",
        "fr": "Ce mois-ci : {come} nouvelles personnes sur {goal}",
    },
    "unreached": {
        "en": "{n} person can no longer be reached where you wrote: they may have moved"
        "|{n} people can no longer be reached where you wrote: they may have moved",
        "fr": "{n} personne n'est plus joignable à l'adresse connue : elle a peut-être changé de poste ou déménagé"
        "|{n} personnes ne sont plus joignables à l'adresse connue : elles ont peut-être changé de poste ou déménagé",
    },
    "silent": {
        "en": "{n} person silent for three years|{n} people silent for three years",
        "fr": "{n} personne silencieuse depuis trois ans|{n} personnes silencieuses depuis trois ans",
    },
    "alarm-shrinks": {"en": "Alarm: more leave than come.", "fr": "Alerte : plus de départs que d'arrivées."},
    "alarm-shrinks-do": {"en": " Meet people: reseau target", "fr": " Rencontrez du monde : reseau target"},
    "alarm-active-falls": {
        "en": "Alarm: the active network has lost a tenth in a quarter.",
        "fr": "Alerte : le réseau actif a perdu un dixième en un trimestre.",
    },
    "alarm-active-falls-do": {"en": " Start with: reseau week", "fr": " Commencez par : reseau week"},
    "alarm-close-cool": {
        "en": "Alarm: several of the closest are cooling down.",
        "fr": "Alerte : plusieurs proches se refroidissent.",
    },
    "alarm-close-cool-do": {
        "en": " Where your plan has them: reseau plan",
        "fr": " Leur place dans votre plan : reseau plan",
    },
    "alarm-crisis": {
        "en": "Alarm: you write in bursts only.",
        "fr": "Alerte : vous n'écrivez que par à-coups.",
    },
    "alarm-crisis-do": {"en": " A steady plan: reseau plan", "fr": " Un plan régulier : reseau plan"},
    "written": {"en": "Written: {place}", "fr": "Écrit : {place}"},
    "bad-suffix": {
        "en": "{place} ends in no known form. Choose .html, .csv or .json.",
        "fr": "{place} n'a pas de terminaison connue. Choisissez .html, .csv ou .json.",
    },
    "page-title": {"en": "My network on {day}", "fr": "Mon réseau au {day}"},
    "page-flow": {"en": "Who came and who left, month by month", "fr": "Arrivées et départs, mois par mois"},
    "page-rates": {
        "en": "Renewal against attrition, twelve months each",
        "fr": "Renouvellement et attrition, sur douze mois",
    },
    "page-cooling": {"en": "Who is cooling down", "fr": "Qui se refroidit"},
    "page-sectors": {"en": "Sectors", "fr": "Secteurs"},
    "page-work": {"en": "Planned and done, month by month", "fr": "Prévu et fait, mois par mois"},
    "page-changes": {"en": "What the newest export showed", "fr": "Ce qu'a montré le dernier export"},
    "page-circles": {"en": "Circles", "fr": "Cercles"},
    "work-month": {"en": "{month}: {done} of {planned} done", "fr": "{month} : {done} sur {planned} faits"},
    "changed-new": {"en": "new", "fr": "nouvelles relations"},
    "changed-back": {"en": "back", "fr": "de retour"},
    "changed-moved": {"en": "changed company", "fr": "changement d'entreprise"},
    "changed-retitled": {"en": "new title", "fr": "nouveau titre"},
    "changed-renamed": {"en": "renamed", "fr": "nouveau nom ou adresse"},
    "changed-retired": {"en": "retired", "fr": "départs à la retraite"},
    "changed-vanished": {"en": "no longer connected", "fr": "plus en relation"},
    "page-table": {"en": "As a table", "fr": "En tableau"},
    "column-month": {"en": "Month", "fr": "Mois"},
    "column-inflow": {"en": "Came", "fr": "Arrivées"},
    "column-outflow": {"en": "Left", "fr": "Départs"},
    "column-on": {"en": "Up to", "fr": "Jusqu'au"},
    "column-active": {"en": "Active", "fr": "Actifs"},
    "column-renewal": {"en": "Renewal", "fr": "Renouvellement"},
    "column-attrition": {"en": "Attrition", "fr": "Attrition"},
    "column-name": {"en": "Name", "fr": "Nom"},
    "column-tier": {"en": "Circle", "fr": "Cercle"},
    "column-circle": {"en": "Circle", "fr": "Cercle"},
    "column-gap": {"en": "Days without contact", "fr": "Jours sans contact"},
    "column-planned": {"en": "Planned", "fr": "Prévu"},
    "column-done": {"en": "Done", "fr": "Fait"},
    "column-change": {"en": "Change", "fr": "Changement"},
    "column-cooling": {"en": "Cooling down", "fr": "Se refroidissent"},
    "column-sector": {"en": "Sector", "fr": "Secteur"},
    "column-people": {"en": "People", "fr": "Personnes"},
    "footer": {
        "en": "Made by reseau on this computer; the page loads nothing from anywhere.",
        "fr": "Page faite par reseau sur cet ordinateur ; elle ne charge rien d'ailleurs.",
    },
}
