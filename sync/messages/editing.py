"""Wording of what can be wrong with what was typed."""

TEXTS: dict[str, dict[str, str]] = {
    "bad-email": {"en": "“{value}” is no e-mail address.", "fr": "« {value} » n'est pas une adresse e-mail."},
    "bad-linkedin": {
        "en": "“{value}” is no LinkedIn profile. It looks like https://www.linkedin.com/in/name",
        "fr": "« {value} » n'est pas un profil LinkedIn. Il ressemble à https://www.linkedin.com/in/nom",
    },
    "bad-birthday": {
        "en": "“{value}” is no birthday. Write 1985-03-15, or --03-15 without the year.",
        "fr": "« {value} » n'est pas une date de naissance. Écrivez 1985-03-15, ou --03-15 sans l'année.",
    },
    "no-such-day": {
        "en": "“{value}” is a day that the calendar does not have. Write 1985-03-15, or --02-29 without the year.",
        "fr": "« {value} » est un jour qui n'existe pas. Écrivez 1985-03-15, ou --02-29 sans l'année.",
    },
    "bad-tier": {
        "en": "“{value}” is no tier. Choose: {tiers}",
        "fr": "« {value} » n'est pas un cercle. Choisissez : {tiers}",
    },
    "bad-cadence": {
        "en": "“{value}” is no rhythm. Write P3M for three months, P6W for six weeks.",
        "fr": "« {value} » n'est pas un rythme. Écrivez P3M pour trois mois, P6W pour six semaines.",
    },
    "no-such-cadence": {
        "en": "“{value}” is too short or too long: a rhythm goes from a day to ten years. Write P3M for three months, P6W for six weeks; empty for the computed one.",
        "fr": "« {value} » est trop court ou trop long : un rythme va d'un jour à dix ans. Écrivez P3M pour trois mois, P6W pour six semaines ; vide pour le rythme calculé.",
    },
    "no-such-value": {
        "en": "{name} has no “{value}”. See: reseau show",
        "fr": "{name} n'a pas « {value} ». Voir : reseau show",
    },
    "bad-sector": {
        "en": "“{value}” is no sector. There are: {sectors}.",
        "fr": "« {value} » n'est pas un secteur. Il y a : {sectors}.",
    },
}
