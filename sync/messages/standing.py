"""Wording of bare `reseau`."""

TEXTS: dict[str, dict[str, str]] = {
    "empty": {
        "en": "Your network is empty so far. Drop in what you have:\n"
        "  reseau import contacts.vcf calendar.ics table.xlsx\n"
        "LinkedIn: Settings › Data privacy › Get a copy of your data; the archive comes by e-mail.\n"
        "To see it all on invented people first: reseau demo",
        "fr": "Votre réseau est encore vide. Déposez ce que vous avez :\n"
        "  reseau import contacts.vcf agenda.ics tableau.xlsx\n"
        "LinkedIn : Préférences › Confidentialité › Obtenir une copie de vos données ; l'archive arrive par e-mail.\n"
        "Pour tout voir d'abord avec des personnes inventées : reseau demo",
    },
}
