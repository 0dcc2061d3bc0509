"""Meaning of each setting, for `reseau config list` and docs/settings.md."""

TEXTS: dict[str, dict[str, str]] = {
    "goal.inflow": {
        "en": "how many new people to meet a month; 0 for no goal",
        "fr": "combien de nouvelles personnes rencontrer par mois ; 0 : pas d'objectif",
    },
    "budget.per_week": {"en": "touchpoints a week", "fr": "contacts par semaine"},
    "budget.per_day": {"en": "touchpoints a day, at most", "fr": "contacts par jour, au plus"},
    "plan.days": {"en": "your working days", "fr": "vos jours de travail"},
    "plan.breaks": {
        "en": "days off: 2026-12-24..2027-01-02, …",
        "fr": "jours d'absence : 2026-12-24..2027-01-02, …",
    },
    "plan.catch-up": {
        "en": "last day of a catch-up; set by reseau plan --catch-up WEEKS",
        "fr": "dernier jour d'un rattrapage ; réglé par reseau plan --catch-up SEMAINES",
    },
    "plan.preset": {
        "en": "what you do: job-seeker, headhunter, coach, consultant, founder",
        "fr": "votre situation : job-seeker, headhunter, coach, consultant, founder",
    },
    "plan.formula": {
        "en": "how closeness is reckoned; chosen by reseau backtest",
        "fr": "comment la proximité est calculée ; choisi par reseau backtest",
    },
    "owner.city": {
        "en": "your town: people there are met for lunch",
        "fr": "votre ville : on y déjeune avec ceux qui y sont",
    },
    "owner.emails": {"en": "your own addresses", "fr": "vos propres adresses"},
    "feed.privacy": {
        "en": "initials, names or details in the calendar",
        "fr": "initiales (initials), noms (names) ou détails (details) dans l'agenda",
    },
    "feed.gone": {
        "en": "what is done vanishes from the calendar, or stays cancelled for 30 days: vanish, cancelled",
        "fr": "ce qui est fait disparaît de l'agenda (vanish), ou y reste annulé 30 jours (cancelled)",
    },
    "feed.alarm": {
        "en": "an hour at which the digest rings on its day: 09:00",
        "fr": "une heure à laquelle la semaine sonne, le jour venu : 09:00",
    },
    "serve.lan": {
        "en": "whether telephones at home may read the calendar: yes, no",
        "fr": "si les téléphones de la maison peuvent lire l'agenda : yes, no",
    },
    "watch.folder": {
        "en": "a folder whose new files are imported",
        "fr": "un dossier dont les nouveaux fichiers sont importés",
    },
    "language": {"en": "en or fr", "fr": "en ou fr"},
    "zone": {"en": "your time zone, such as Europe/Paris", "fr": "votre fuseau, par exemple Europe/Paris"},
    "region": {"en": "your country, such as FR", "fr": "votre pays, par exemple FR"},
}
