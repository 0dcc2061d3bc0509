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
