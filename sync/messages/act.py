"""Wording of the page behind a link of the calendar: done, later, not this time."""

TEXTS: dict[str, dict[str, str]] = {
    "done": {
        "en": "You were in touch with {name} today?",
        "fr": "Vous avez été en contact avec {name} aujourd'hui ?",
    },
    "week": {"en": "Put {name} off for a week?", "fr": "Remettre {name} à dans une semaine ?"},
    "month": {"en": "Put {name} off for a month?", "fr": "Remettre {name} à dans un mois ?"},
    "skip": {"en": "Leave {name} out this time?", "fr": "Passer {name} cette fois ?"},
    "yes": {"en": "Yes", "fr": "Oui"},
    "done-told": {"en": "Noted: you were in touch with {name}.", "fr": "C'est noté : contact avec {name}."},
    "week-told": {"en": "{name}: put off for a week.", "fr": "{name} : remis à dans une semaine."},
    "month-told": {"en": "{name}: put off for a month.", "fr": "{name} : remis à dans un mois."},
    "skip-told": {"en": "{name}: not this time.", "fr": "{name} : pas cette fois."},
    "next": {"en": "Next time: {day}.", "fr": "Prochaine fois : {day}."},
    "undo": {
        "en": "Your calendar follows at its next look. To take it back: reseau undo",
        "fr": "Votre agenda suivra à sa prochaine lecture. Pour revenir en arrière : reseau undo",
    },
}
