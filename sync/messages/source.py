"""Names of the sources as people read them."""

TEXTS: dict[str, dict[str, str]] = {
    "linkedin": {"en": "LinkedIn", "fr": "LinkedIn"},
    "vcard": {"en": "cards", "fr": "cartes"},
    "calendar": {"en": "calendar", "fr": "agenda"},
    "table": {"en": "table", "fr": "tableau"},
    "carddav": {"en": "address book", "fr": "carnet d'adresses"},
    "vdir": {"en": "address book", "fr": "carnet d'adresses"},
    "user": {"en": "you", "fr": "vous"},
}
