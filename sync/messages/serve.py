"""Wording of `serve`, its page, its jobs, and the addresses of the feeds."""

TEXTS: dict[str, dict[str, str]] = {
    "closed": {
        "en": "This page opens with a link that is good once. Get one with: reseau open",
        "fr": "Cette page s'ouvre avec un lien qui sert une fois. Pour en avoir un : reseau open",
    },
    "calendar": {"en": "Calendar", "fr": "Agenda"},
    "books": {"en": "Address books", "fr": "Carnets d'adresses"},
    "jobs": {"en": "What recurs", "fr": "Tâches régulières"},
    "colon": {"en": ": ", "fr": " : "},
    "address-once": {
        "en": "The address to subscribe to ({name}). It is shown only now; whoever has it can read this calendar:",
        "fr": "L'adresse à laquelle s'abonner ({name}). Elle n'est montrée que maintenant ; qui la connaît peut lire cet agenda :",
    },
    "address-hidden": {
        "en": "The calendar {name} has an address, which was shown once. For a new one: reseau feed rotate {name}",
        "fr": "L'agenda {name} a une adresse, montrée une seule fois. Pour en avoir une nouvelle : reseau feed rotate {name}",
    },
    "address-first": {
        "en": "The address to subscribe to in your calendar (keep it: it is not shown again):",
        "fr": "L'adresse à laquelle s'abonner dans votre agenda (gardez-la : elle ne sera plus montrée) :",
    },
    "address-new": {
        "en": "The new address of {name} (keep it: it is not shown again). The old one leads nowhere now.",
        "fr": "La nouvelle adresse de {name} (gardez-la : elle ne sera plus montrée). L'ancienne ne mène plus nulle part.",
    },
    "fetched": {"en": "{name}: fetched last {at} by {by}", "fr": "{name} : lu en dernier {at} par {by}"},
    "listed-fetched": {"en": "fetched last {at} by {by}", "fr": "lu en dernier {at} par {by}"},
    "listed-never": {"en": "never fetched yet", "fr": "encore jamais lu"},
    "rotate-trial": {
        "en": "A trial: the calendar {name} would have a new address, and the old one would lead nowhere.",
        "fr": "Un essai : l'agenda {name} aurait une nouvelle adresse, et l'ancienne ne mènerait plus nulle part.",
    },
    "close-trial": {
        "en": "A trial: the calendar {name} would have no address any more.",
        "fr": "Un essai : l'agenda {name} n'aurait plus d'adresse.",
    },
    "browser": {
        "en": "The page is open in your browser. Ctrl-C ends it. If it does not show: {link}",
        "fr": "La page est ouverte dans votre navigateur. Ctrl-C l'arrête. Si elle ne s'affiche pas : {link}",
    },
    "no-browser": {
        "en": "No browser was found. Open this link, which works once: {link}",
        "fr": "Aucun navigateur trouvé. Ouvrez ce lien, qui sert une seule fois : {link}",
    },
    "closed-feed": {
        "en": "The calendar {name} has no address any more. For a new one: reseau feed rotate {name}",
        "fr": "L'agenda {name} n'a plus d'adresse. Pour en avoir une nouvelle : reseau feed rotate {name}",
    },
    "listed-closed": {
        "en": "no address yet: reseau feed rotate {name}",
        "fr": "pas encore d'adresse : reseau feed rotate {name}",
    },
    "lan": {
        "en": "Devices in this network can read the calendar at {address}, over plain http, and nothing else.",
        "fr": "Les appareils de ce réseau peuvent lire l'agenda à {address}, en http simple, et rien d'autre.",
    },
    "port-taken": {
        "en": "Port {port} is taken by another program. Choose another: reseau serve --port 8628",
        "fr": "Le port {port} est pris par un autre programme. Choisissez-en un autre : reseau serve --port 8628",
    },
    "bad-port": {
        "en": "“{port}” is no port: they go from 1 to 65535, and 0 takes a free one. Such as: reseau serve --port 8628",
        "fr": "« {port} » n'est pas un port : ils vont de 1 à 65535, et 0 en prend un libre. Par exemple : reseau serve --port 8628",
    },
    "no-network": {
        "en": "This computer is in no local network just now. Start without --lan.",
        "fr": "Cet ordinateur n'est dans aucun réseau local pour l'instant. Démarrez sans --lan.",
    },
    "already": {
        "en": "reseau serves this home already. A link to its page: reseau open",
        "fr": "reseau sert déjà ces données. Un lien vers sa page : reseau open",
    },
    "not-running": {
        "en": "reseau is not serving just now. Start it: reseau serve",
        "fr": "reseau ne sert rien pour l'instant. Démarrez-le : reseau serve",
    },
    "not-started": {
        "en": "The server did not start. Try again, or with another port.",
        "fr": "Le serveur n'a pas démarré. Réessayez, ou avec un autre port.",
    },
    "drop-missing": {
        "en": "The watched folder {place} is not there. Change it: reseau config set watch.folder FOLDER",
        "fr": "Le dossier surveillé {place} est introuvable. Pour en changer : reseau config set watch.folder DOSSIER",
    },
    # jobs
    "job-drop": {"en": "Watched folder", "fr": "Dossier surveillé"},
    "job-books": {"en": "Address books", "fr": "Carnets d'adresses"},
    "job-plan": {"en": "Plan and calendar", "fr": "Programme et agenda"},
    "job-publish": {"en": "Published calendars", "fr": "Agendas publiés"},
    "job-publish-waits": {
        "en": "many deletions wait for your word: reseau feed publish",
        "fr": "de nombreuses suppressions attendent votre avis : reseau feed publish",
    },
    "job-publish-unseen": {
        "en": "published, but the public link does not give it: reseau feed publish",
        "fr": "publié, mais le lien public ne le donne pas : reseau feed publish",
    },
    "job-went": {"en": "{what} ({at})", "fr": "{what} ({at})"},
    "job-failed": {
        "en": "did not work at {at} ({code}); it is tried again by itself",
        "fr": "n'a pas marché ({at}, {code}) ; un nouvel essai suivra de lui-même",
    },
    "job-ok": {"en": "up to date", "fr": "à jour"},
    "job-changed": {"en": "changes were brought in", "fr": "des changements ont été repris"},
    "job-kept": {
        "en": "left as it was, at your word: nothing goes",
        "fr": "laissé tel quel, à votre demande : rien ne part",
    },
    "job-waits": {"en": "waits for your word: reseau sync", "fr": "attend votre avis : reseau sync"},
    "job-imported": {"en": "a file was imported", "fr": "un fichier a été importé"},
    "job-nothing-new": {"en": "a file held nothing new", "fr": "un fichier n'apportait rien de nouveau"},
    "job-unreadable": {"en": "a file could not be read", "fr": "un fichier n'a pas pu être lu"},
}
