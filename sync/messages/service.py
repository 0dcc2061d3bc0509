"""Wording of `service`: reseau started by the system at login."""

TEXTS: dict[str, dict[str, str]] = {
    "installed": {
        "en": "reseau starts with your session now. Its page: reseau open",
        "fr": "reseau démarre désormais avec votre session. Sa page : reseau open",
    },
    "would": {"en": "Nothing was changed.", "fr": "Rien n'a été modifié."},
    "linger": {
        "en": "It runs while you are logged in. On a computer without a screen: loginctl enable-linger",
        "fr": "Il tourne tant que votre session est ouverte. Sur un ordinateur sans écran : loginctl enable-linger",
    },
    "absent": {
        "en": "reseau is not installed as a service. To do so: reseau service install",
        "fr": "reseau n'est pas installé comme service. Pour le faire : reseau service install",
    },
    "running": {"en": "reseau runs as a service ({place}).", "fr": "reseau tourne comme service ({place})."},
    "still": {
        "en": "The service is installed ({place}) and does not run just now.",
        "fr": "Le service est installé ({place}) et ne tourne pas pour l'instant.",
    },
    "outdated": {
        "en": "Its file is that of another version or home. To renew it: reseau service install",
        "fr": "Son fichier est celui d'une autre version ou d'un autre dossier. Pour le renouveler : reseau service install",
    },
    "removed": {
        "en": "The service is stopped and gone. Your data stay where they are.",
        "fr": "Le service est arrêté et retiré. Vos données restent où elles sont.",
    },
    "no-manager": {
        "en": "{program} does not answer here, so the service was not started. Start it by hand: reseau serve",
        "fr": "{program} ne répond pas ici : le service n'a pas démarré. Lancez-le à la main : reseau serve",
    },
    "refused": {
        "en": "The system refused ({command}: {status}). The file is there; start it by hand: reseau serve",
        "fr": "Le système a refusé ({command} : {status}). Le fichier est en place ; lancez à la main : reseau serve",
    },
}
