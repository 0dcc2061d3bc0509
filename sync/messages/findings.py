"""Wording of the findings after an import."""

TEXTS: dict[str, dict[str, str]] = {
    "moved": {
        "en": "{n} person has changed company since your last export – a good moment for a word."
        "|{n} people have changed company since your last export – a good moment for a word.",
        "fr": "{n} personne a changé de société depuis votre dernier export : l'occasion d'un petit mot."
        "|{n} personnes ont changé de société depuis votre dernier export : l'occasion d'un petit mot.",
    },
    "unanswered": {
        "en": "{n} person wrote to you in the last two months and is still waiting for an answer."
        "|{n} people wrote to you in the last two months and are still waiting for an answer.",
        "fr": "{n} personne vous a écrit ces deux derniers mois et attend encore une réponse."
        "|{n} personnes vous ont écrit ces deux derniers mois et attendent encore une réponse.",
    },
    "quiet": {
        "en": "{n} good contact has been silent for more than a year."
        "|{n} good contacts have been silent for more than a year, the longest since {since}.",
        "fr": "{n} bon contact se tait depuis plus d'un an."
        "|{n} bons contacts se taisent depuis plus d'un an, le plus ancien depuis {since}.",
    },
    "questions": {
        "en": "{n} doubt: one person, or two? Only you can tell.|{n} doubts: one person, or two? Only you can tell.",
        "fr": "{n} doute : une personne ou deux ? Vous seul pouvez le dire."
        "|{n} doutes : une personne ou deux ? Vous seul pouvez le dire.",
    },
    "known-twice": {
        "en": "{n} person is known from several of your sources and now has one card."
        "|{n} people are known from several of your sources and now have one card each.",
        "fr": "{n} personne figure dans plusieurs de vos sources et n'a plus qu'une fiche."
        "|{n} personnes figurent dans plusieurs de vos sources et n'ont plus qu'une fiche chacune.",
    },
}
