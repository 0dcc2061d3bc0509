"""Wording of `people`, `show`, `add`, `edit`, `hide`."""

TEXTS: dict[str, dict[str, str]] = {
    "none": {
        "en": "Nobody is known yet. Drop in an export: reseau import FILE",
        "fr": "Personne n'est encore connu. Déposez un export : reseau import FICHIER",
    },
    "none-fit": {"en": "Nobody fits “{query}”.", "fr": "Personne ne correspond à « {query} »."},
    "more": {"en": "… and {n} more: --all shows everybody", "fr": "… et {n} de plus : --all pour tout voir"},
    "timeline": {"en": "What happened ({n})", "fr": "Historique ({n})"},
    "more-timeline": {
        "en": "… {n} earlier: reseau show --all {person}",
        "fr": "… {n} plus anciens : reseau show --all {person}",
    },
    "id": {"en": "id {id}", "fr": "identifiant {id}"},
    "added": {
        "en": "{name} is in your network now ({id}).",
        "fr": "{name} fait maintenant partie de votre réseau ({id}).",
    },
    "edited": {"en": "{name}: changed.", "fr": "{name} : modifié."},
    "nothing-changed": {"en": "{name}: nothing to change.", "fr": "{name} : rien à modifier."},
    "hidden": {"en": "Nothing will be planned for {name}.", "fr": "Rien ne sera prévu pour {name}."},
    "unhidden": {"en": "{name} is planned for again.", "fr": "{name} est de nouveau pris en compte."},
    "undo": {"en": "To undo: reseau undo {step}", "fr": "Pour annuler : reseau undo {step}"},
    "dead": {
        "en": "{value} (reaches them no more, since {day})",
        "fr": "{value} (n'atteint plus cette personne, depuis le {day})",
    },
    "attribute-tier": {"en": "tier: {value} (set by you)", "fr": "cercle : {value} (fixé par vous)"},
    "attribute-cadence": {"en": "rhythm: {value} (set by you)", "fr": "rythme : {value} (fixé par vous)"},
    "attribute-sector": {"en": "sector: {value} (set by you)", "fr": "secteur : {value} (fixé par vous)"},
    "attribute-deceased": {"en": "deceased (noted by you)", "fr": "personne décédée (noté par vous)"},
    "attribute-hidden": {
        "en": "left in peace: nothing is planned",
        "fr": "laissé en paix : rien n'est prévu",
    },
}
