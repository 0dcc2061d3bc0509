"""Words about the servers reseau talks to: address books, calendars, places for files."""

TEXTS: dict[str, dict[str, str]] = {
    # what the user named
    "bad-url": {
        "en": "{url} is no address of a server. Write it like https://dav.example.com/.",
        "fr": "{url} n'est pas une adresse de serveur. Écrivez-la ainsi : https://dav.example.com/.",
    },
    "password-in-url": {
        "en": "Leave the password out of the address: reseau asks for it and keeps it in the keyring.",
        "fr": "Ne mettez pas le mot de passe dans l'adresse : reseau le demande et le garde dans le trousseau.",
    },
    "plain-http": {
        "en": "{host} would receive your password unprotected (plain http). Use https://; if this is your own network and you accept it, add --insist-plain.",
        "fr": "{host} recevrait votre mot de passe sans protection (http simple). Utilisez https:// ; si c'est votre propre réseau et que vous l'acceptez, ajoutez --insist-plain.",
    },
    "moved-elsewhere": {
        "en": "{host} sends us on to {url}. reseau talks only to places you name. If that place is right, give its address.",
        "fr": "{host} nous renvoie vers {url}. reseau ne parle qu'aux endroits que vous nommez. Si cet endroit est le bon, donnez son adresse.",
    },
    # what servers are known to do to cards: measured, or reported by others
    "known-not": {
        "en": "What this server does to cards is not known; one made-up card finds out: reseau book try {name}",
        "fr": "On ne sait pas ce que ce serveur fait des fiches ; une fiche inventée le dira : reseau book try {name}",
    },
    "known-radicale": {
        "en": "This is Radicale. Measured with 3.9.0: a value is cut at a comma that stands bare in it, such as in a web address or the picture of a vCard 4.0; the rest is kept, in another order. Its own answer: reseau book try {name}",
        "fr": "C'est Radicale. Mesuré avec 3.9.0 : une valeur est coupée à une virgule nue, comme dans une adresse web ou la photo d'une vCard 4.0 ; le reste est gardé, dans un autre ordre. Sa propre réponse : reseau book try {name}",
    },
    "known-xandikos": {
        "en": "This is Xandikos. Measured with 0.4.10: cards are kept byte for byte. Its own answer: reseau book try {name}",
        "fr": "C'est Xandikos. Mesuré avec 0.4.10 : les fiches sont gardées à l'octet près. Sa propre réponse : reseau book try {name}",
    },
    "known-sabredav": {
        "en": "This is SabreDAV (Nextcloud, ownCloud, Baïkal). Measured with 4.7.1: cards in vCard 3.0, as phones write them, are kept byte for byte; those in 4.0 are handed out as 3.0, without KIND. Its own answer: reseau book try {name}",
        "fr": "C'est SabreDAV (Nextcloud, ownCloud, Baïkal). Mesuré avec 4.7.1 : les fiches en vCard 3.0, celles des téléphones, sont gardées à l'octet près ; celles en 4.0 sont rendues en 3.0, sans KIND. Sa propre réponse : reseau book try {name}",
    },
    "known-sabredav-old": {
        "en": "This is an old SabreDAV. Measured with 1.8.12: cards are kept byte for byte; changes cannot be asked for, so every sync lists the whole book. Its own answer: reseau book try {name}",
        "fr": "C'est un ancien SabreDAV. Mesuré avec 1.8.12 : les fiches sont gardées à l'octet près ; faute de pouvoir demander les changements, chaque synchronisation liste tout le carnet. Sa propre réponse : reseau book try {name}",
    },
    "known-cyrus": {
        "en": "This is Cyrus (Fastmail is made of it). Measured with 3.6.1: vCard 3.0 is kept line by line; a 4.0 is handed out as 3.0, its picture cut. Its own answer: reseau book try {name}",
        "fr": "C'est Cyrus (dont Fastmail est fait). Mesuré avec 3.6.1 : la vCard 3.0 est gardée ligne à ligne ; une 4.0 est rendue en 3.0, sa photo coupée. Sa propre réponse : reseau book try {name}",
    },
    "known-davical": {
        "en": "This is DAViCal. Measured with 1.1.12: an employer with a semicolon in its name is split in two; values in quotation marks become capitals; the rest is kept. Its own answer: reseau book try {name}",
        "fr": "C'est DAViCal. Mesuré avec 1.1.12 : un employeur dont le nom contient un point-virgule est coupé en deux ; les paramètres entre guillemets passent en capitales ; le reste est gardé. Sa propre réponse : reseau book try {name}",
    },
    "known-sogo": {
        "en": "This is SOGo. Measured with 5.8.0: a 4.0 is handed out as 3.0 and its picture altered; parameters lose their quotation marks; the rest is kept. Its own answer: reseau book try {name}",
        "fr": "C'est SOGo. Mesuré avec 5.8.0 : une 4.0 est rendue en 3.0, sa photo altérée ; les paramètres perdent leurs guillemets ; le reste est gardé. Sa propre réponse : reseau book try {name}",
    },
    "known-icloud": {
        "en": "This is iCloud. Not tried by us; others report: only vCard 3.0, no card without a name (N), groups are cards of their own. What it does to a card: reseau book try {name}",
        "fr": "C'est iCloud. Nous ne l'avons pas essayé ; d'autres rapportent : vCard 3.0 seulement, pas de fiche sans nom (N), les groupes sont des fiches à part. Ce qu'il fait d'une fiche : reseau book try {name}",
    },
    "known-google": {
        "en": "This is Google. Not tried by us; others report: birthdays without a year and properties it does not know are dropped, new cards get another name. What it does to a card: reseau book try {name}",
        "fr": "C'est Google. Nous ne l'avons pas essayé ; d'autres rapportent : les anniversaires sans année et les propriétés inconnues sont perdus, les nouvelles fiches changent de nom. Ce qu'il fait d'une fiche : reseau book try {name}",
    },
    # the server
    "not-authorised": {
        "en": "{host} does not accept this user and password ({user}). Many providers want an app password.",
        "fr": "{host} n'accepte pas cet utilisateur et ce mot de passe ({user}). Beaucoup de fournisseurs veulent un mot de passe d'application.",
    },
    "forbidden": {
        "en": "{host} does not let this user in here.",
        "fr": "{host} ne donne pas cet accès à cet utilisateur.",
    },
    "unreachable": {
        "en": "{host} cannot be reached. Check the network and the address; nothing was changed.",
        "fr": "{host} est injoignable. Vérifiez le réseau et l'adresse ; rien n'a été modifié.",
    },
    "certificate": {
        "en": "The certificate of {host} is not valid, so nothing was sent to it.",
        "fr": "Le certificat de {host} n'est pas valable ; rien ne lui a été envoyé.",
    },
    "connection-lost": {
        "en": "The connection to {host} was lost. Try again later; nothing was changed.",
        "fr": "La connexion à {host} a été perdue. Réessayez plus tard ; rien n'a été modifié.",
    },
    "too-slow": {
        "en": "{host} did not answer in time. Try again later; nothing was changed.",
        "fr": "{host} n'a pas répondu à temps. Réessayez plus tard ; rien n'a été modifié.",
    },
    "busy": {
        "en": "{host} is busy and asks for {seconds} s. Try again later; nothing was changed.",
        "fr": "{host} est occupé et demande {seconds} s. Réessayez plus tard ; rien n'a été modifié.",
    },
    "too-many-redirects": {
        "en": "{host} sends us in circles.",
        "fr": "{host} nous fait tourner en rond.",
    },
    "answer-status": {
        "en": "{host} answered with an error ({status}). Try again later; nothing was changed.",
        "fr": "{host} a répondu par une erreur ({status}). Réessayez plus tard ; rien n'a été modifié.",
    },
    "answer-html": {
        "en": "{host} answered with a web page: what reseau looks for is not at this address. Check it.",
        "fr": "{host} a répondu par une page web : ce que reseau cherche n'est pas à cette adresse. Vérifiez-la.",
    },
    "answer-not-dav": {
        "en": "{host} answered, but not as a server of address books or calendars does. Check the address.",
        "fr": "{host} a répondu, mais pas comme un serveur de carnets ou de calendriers. Vérifiez l'adresse.",
    },
    "answer-not-whole": {
        "en": "The answer of {host} was cut or damaged; it was not used.",
        "fr": "La réponse de {host} était coupée ou abîmée ; elle n'a pas été utilisée.",
    },
    "answer-hostile": {
        "en": "The answer of {host} tries to do something no honest server does; it was not used.",
        "fr": "La réponse de {host} tente ce qu'aucun serveur honnête ne fait ; elle n'a pas été utilisée.",
    },
    "answer-too-large": {
        "en": "The answer of {host} was larger than 64 MB; it was not used.",
        "fr": "La réponse de {host} dépassait 64 Mo ; elle n'a pas été utilisée.",
    },
}
