"""Names of the fields of a card as people read them."""

TEXTS: dict[str, dict[str, str]] = {
    "name": {"en": "name", "fr": "nom"},
    "nicknames": {"en": "nickname", "fr": "surnom"},
    "pronouns": {"en": "pronouns", "fr": "pronoms"},
    "emails": {"en": "e-mail", "fr": "e-mail"},
    "phones": {"en": "phone", "fr": "téléphone"},
    "organizations": {"en": "company", "fr": "société"},
    "titles": {"en": "title", "fr": "fonction"},
    "online_services": {"en": "web", "fr": "web"},
    "addresses": {"en": "address", "fr": "adresse"},
    "anniversaries": {"en": "birthday", "fr": "anniversaire"},
    "keywords": {"en": "keyword", "fr": "mot-clé"},
    "notes": {"en": "note", "fr": "note"},
    "media": {"en": "picture", "fr": "photo"},
    "connected_on": {"en": "connected on", "fr": "en relation depuis"},
    "cadence": {"en": "rhythm", "fr": "rythme"},
    "extra": {"en": "other", "fr": "autre"},
    "mobile": {"en": "(mobile)", "fr": "(mobile)"},
}
