"""Wording of the plan, the week and what the user says of a touchpoint."""

TEXTS: dict[str, dict[str, str]] = {
    # forms
    "form-message": {"en": "message", "fr": "message"},
    "form-call": {"en": "call", "fr": "appel"},
    "form-lunch": {"en": "lunch", "fr": "déjeuner"},
    "form-breakfast": {"en": "breakfast", "fr": "petit déjeuner"},
    "form-meeting": {"en": "meeting", "fr": "rendez-vous"},
    "form-card": {"en": "card", "fr": "carte"},
    # tiers
    "tier-close": {"en": "close", "fr": "proches"},
    "tier-active": {"en": "active", "fr": "actifs"},
    "tier-network": {"en": "network", "fr": "réseau"},
    "tier-watch": {"en": "watch", "fr": "veille"},
    "tier-dormant": {"en": "dormant", "fr": "dormants"},
    "tier-new": {"en": "new", "fr": "nouveaux"},
    # the week and the plan
    "week-heading": {"en": "This week, {span}", "fr": "Cette semaine, du {span}"},
    "agreed": {"en": "In your calendar already: {what}", "fr": "Déjà dans votre agenda : {what}"},
    "agreed-one": {"en": "{name} ({day})", "fr": "{name} ({day})"},
    "week-empty": {
        "en": "Nothing is due this week. Enjoy it – or note a contact you had: reseau log PERSON FORM",
        "fr": "Rien de prévu cette semaine. Profitez-en, ou notez un contact : reseau log PERSONNE FORME",
    },
    "nobody": {
        "en": "Nobody is known yet. Start with: reseau import PATH…",
        "fr": "Personne n'est encore connu. Commencez par : reseau import CHEMIN…",
    },
    "batch": {"en": "{n} × {form}", "fr": "{n} × {form}"},
    "week-foot": {
        "en": "{n} touchpoint, budget {budget} a week.|{n} touchpoints, budget {budget} a week.",
        "fr": "{n} contact prévu, budget {budget} par semaine.|{n} contacts prévus, budget {budget} par semaine.",
    },
    "week-how": {
        "en": "Had it: reseau done {name}    Later: reseau snooze {name} 2w    Not this time: reseau skip {name}",
        "fr": "Fait : reseau done {name}    Plus tard : reseau snooze {name} 2s    Pas cette fois : reseau skip {name}",
    },
    "stretch": {
        "en": "Keeping up with everyone close and active would take {asked} a week; with {budget}, each comes round a little "
        "later (close every {close} days, active every {active}).",
        "fr": "Suivre tous vos proches et actifs demanderait {asked} contacts par semaine ; avec {budget}, chacun revient un "
        "peu plus tard (proches tous les {close} jours, actifs tous les {active}).",
    },
    "catch-up": {
        "en": "Catching up until {day}: up to {share} of {budget} places a week go to people you lost sight of. "
        "You have {n}; {woken} of them are planned.",
        "fr": "Rattrapage jusqu'au {day} : jusqu'à {share} places sur {budget} par semaine vont aux personnes perdues de vue. "
        "Vous en avez {n} ; {woken} sont prévues.",
    },
    "bad-catch-up": {
        "en": "A catch-up takes 1 to {most} weeks (0 ends it), not {value}.",
        "fr": "Un rattrapage dure de 1 à {most} semaines (0 y met fin), pas {value}.",
    },
    "asks-heading": {
        "en": "Passed by twice. Longer rhythm, another way, or let go?",
        "fr": "Deux fois manqué. Plus espacé, autrement, ou on laisse ?",
    },
    "week-of": {"en": "Week of {day}", "fr": "Semaine du {day}"},
    "plan-empty": {
        "en": "Nothing to plan yet: no exchanges are known. Drop in a LinkedIn archive or a calendar, "
        "or give someone a rhythm: reseau edit PERSON --cadence P3M",
        "fr": "Rien à prévoir pour l'instant : aucun échange n'est connu. Déposez une archive LinkedIn ou un agenda, "
        "ou donnez un rythme à quelqu'un : reseau edit PERSONNE --cadence P3M",
    },
    # what was done
    "done": {"en": "{name}: {form} on {day}. Well done.", "fr": "{name} : {form} le {day}. C'est noté."},
    "logged": {"en": "Noted: {form} with {name} on {day}.", "fr": "Noté : {form} avec {name} le {day}."},
    "logged-before": {
        "en": "That contact with {name} was noted before.",
        "fr": "Ce contact avec {name} était déjà noté.",
    },
    "snoozed": {"en": "{name}: put off to {day}.", "fr": "{name} : reporté au {day}."},
    "skipped": {"en": "{name}: left out this time.", "fr": "{name} : sauté pour cette fois."},
    "next": {"en": "Next: {day}, {form}.", "fr": "Prochain contact : {day}, {form}."},
    "next-none": {"en": "Nothing else is planned with them.", "fr": "Rien d'autre n'est prévu."},
    "undo": {"en": "Take it back: reseau undo {step}", "fr": "Annuler : reseau undo {step}"},
    "trial": {"en": "Trial: nothing was written.", "fr": "Essai : rien n'a été écrit."},
    # errors
    "bad-when": {
        "en": "“{value}” is no day I understand. Try 2w, 3 days, tuesday, 3 dec or 2026-12-03.",
        "fr": "« {value} » n'est pas un jour que je comprends. Essayez 2s, 3 jours, mardi, 3 déc ou 2026-12-03.",
    },
    "bad-weeks": {
        "en": "{value} weeks cannot be planned; name 1 to 57.",
        "fr": "{value} semaines, ce n'est pas possible ; donnez un nombre de 1 à 57.",
    },
    "past-day": {
        "en": "{value} is not ahead. Name a day to come, such as 2w or tuesday.",
        "fr": "{value} n'est pas à venir. Donnez un jour futur, par exemple 2s ou mardi.",
    },
    "too-far": {
        "en": "{value} is more than a year ahead. To leave someone in peace: reseau hide PERSON",
        "fr": "{value} est à plus d'un an. Pour laisser quelqu'un tranquille : reseau hide PERSONNE",
    },
    "future-day": {
        "en": "{value} has not come yet. Note a contact when it has happened.",
        "fr": "Le {value} n'est pas encore passé. Notez un contact quand il a eu lieu.",
    },
    "bad-form": {
        "en": "“{value}” is no form. There are: {forms}.",
        "fr": "« {value} » n'est pas une forme. Il y a : {forms}.",
    },
    "no-touchpoint": {
        "en": "Nothing planned is called “{query}”. See: reseau plan",
        "fr": "Rien de prévu ne s'appelle « {query} ». Voir : reseau plan",
    },
    "nothing-planned": {
        "en": "Nothing is planned with {name}. A contact you had: reseau log PERSON FORM",
        "fr": "Rien n'est prévu avec {name}. Un contact que vous avez eu : reseau log PERSONNE FORME",
    },
    "over": {
        "en": "This touchpoint is over ({state}). What you did can be taken back: reseau undo",
        "fr": "Ce contact prévu est clos ({state}). On peut revenir en arrière : reseau undo",
    },
}
