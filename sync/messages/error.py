"""Wording of errors: what is wrong, where, and what to do next."""

TEXTS: dict[str, dict[str, str]] = {
    "home-not-writable": {
        "en": "reseau cannot write to {place}. Check the rights on this folder, or choose another with --home.",
        "fr": "reseau ne peut pas écrire dans {place}. Vérifiez les droits de ce dossier ou choisissez-en un autre avec --home.",
    },
    "home-not-ready": {
        "en": "{place} may not be written, and reseau has to write there once more before it can be read: its last run was cut short, or was of an older reseau. Copy the whole folder and use the copy: reseau --home COPY",
        "fr": "{place} ne peut pas être modifié, et reseau doit y écrire encore une fois avant de pouvoir le lire : le dernier passage a été interrompu, ou vient d'un reseau plus ancien. Copiez tout le dossier et utilisez la copie : reseau --home COPIE",
    },
    "home-busy": {
        "en": "Another reseau is at work on {place}. Wait until it has finished, then try again.",
        "fr": "Un autre reseau travaille sur {place}. Attendez qu'il ait fini, puis recommencez.",
    },
    "home-damaged": {
        "en": "{place} is damaged. Put a copy back with: reseau restore",
        "fr": "{place} est endommagé. Remettez une copie en place : reseau restore",
    },
    "home-newer": {
        "en": "{place} was written by a newer reseau. Update this program, then try again.",
        "fr": "{place} a été écrit par un reseau plus récent. Mettez ce programme à jour, puis recommencez.",
    },
    "disk-full": {
        "en": "The disk that holds {place} is full. Nothing was changed; make room and try again.",
        "fr": "Le disque qui contient {place} est plein. Rien n'a été modifié ; faites de la place et recommencez.",
    },
    "backup-damaged": {
        "en": "{place} is no backup of reseau. List them with: reseau backup --list",
        "fr": "{place} n'est pas une sauvegarde de reseau. Liste : reseau backup --list",
    },
    "no-backup": {
        "en": "There is no backup yet. Make one with: reseau backup",
        "fr": "Il n'y a pas encore de sauvegarde. Pour en faire une : reseau backup",
    },
    "settings-broken": {
        "en": "{place} cannot be read: {detail}. Mend that line, or delete the file to go back to the defaults.",
        "fr": "{place} est illisible : {detail}. Corrigez cette ligne ou supprimez le fichier pour revenir aux valeurs par défaut.",
    },
    "bad-setting": {
        "en": "“{value}” is no value for {name}. See docs/settings.md, or: reseau config",
        "fr": "« {value} » n'est pas une valeur pour {name}. Voir docs/settings.md ou : reseau config",
    },
    "no-such-setting": {
        "en": "There is no setting “{name}”. Did you mean {hint}? All of them: reseau config",
        "fr": "Le réglage « {name} » n'existe pas. Vouliez-vous dire {hint} ? Tous : reseau config",
    },
    "bad-now": {
        "en": "RESEAU_NOW is “{value}”; it must be a time with its zone, such as 2026-11-22T09:00:00+01:00.",
        "fr": "RESEAU_NOW vaut « {value} » ; il faut une heure avec son fuseau, par exemple 2026-11-22T09:00:00+01:00.",
    },
    "bad-installation": {
        "en": "RESEAU_INSTALLATION is “{value}”; it must be an identifier such as 7d1f4c1e-3b0a-4f56-9a39-5f2c8e0b6d11, or nothing: reseau makes its own.",
        "fr": "RESEAU_INSTALLATION vaut « {value} » ; il faut un identifiant, par exemple 7d1f4c1e-3b0a-4f56-9a39-5f2c8e0b6d11, ou rien : reseau fait le sien.",
    },
    "bad-zone": {
        "en": "There is no time zone “{value}”. Write it like Europe/Paris.",
        "fr": "Le fuseau « {value} » n'existe pas. Écrivez-le comme Europe/Paris.",
    },
    "nothing-to-undo": {"en": "There is nothing to undo.", "fr": "Il n'y a rien à annuler."},
    "no-such-step": {
        "en": "There is no step {number}. The steps: reseau history",
        "fr": "L'étape {number} n'existe pas. Les étapes : reseau history",
    },
    "already-undone": {
        "en": "Step {number} was undone already, by step {by}.",
        "fr": "L'étape {number} a déjà été annulée, par l'étape {by}.",
    },
    "person-unknown": {
        "en": "Nobody called “{query}” is known. Look with: reseau people {query}",
        "fr": "Personne du nom de « {query} » n'est connu. Cherchez avec : reseau people {query}",
    },
    "person-several": {
        "en": "“{query}” fits {n} people; name one by its id:",
        "fr": "« {query} » désigne {n} personnes ; choisissez-en une par son identifiant :",
    },
    "no-command": {
        "en": "There is no command “{name}”.{hint} All of them: reseau {command}--help",
        "fr": "La commande « {name} » n'existe pas.{hint} Toutes : reseau {command}--help",
    },
    "no-option": {
        "en": "There is no option {name} here.{hint} See: reseau {command} --help",
        "fr": "L'option {name} n'existe pas ici.{hint} Voir : reseau {command} --help",
    },
    "did-you-mean": {"en": " Did you mean {hint}?", "fr": " Vouliez-vous dire {hint} ?"},
    "no-value": {
        "en": "{name} needs a value. See: reseau {command}--help",
        "fr": "{name} demande une valeur. Voir : reseau {command}--help",
    },
    "missing-argument": {
        "en": "{name} is missing. See: reseau {command} --help",
        "fr": "Il manque {name}. Voir : reseau {command} --help",
    },
    "bad-value": {
        "en": "{name}: “{value}” will not do. See: reseau {command} --help",
        "fr": "{name} : « {value} » ne convient pas. Voir : reseau {command} --help",
    },
    "usage": {"en": "{detail}", "fr": "{detail}"},
    "unexpected": {
        "en": "Something went wrong that should not: {detail}. Nothing was half-written. What may be wrong: reseau doctor. Details with --verbose.",
        "fr": "Une erreur imprévue s'est produite : {detail}. Rien n'est à moitié écrit. Ce qui peut clocher : reseau doctor. Détails avec --verbose.",
    },
    "interrupted": {"en": "Stopped. Nothing was half-written.", "fr": "Arrêté. Rien n'est à moitié écrit."},
    "output-not-writable": {
        "en": "{place} cannot be written. Choose another place.",
        "fr": "{place} ne peut pas être écrit. Choisissez un autre endroit.",
    },
    "forgotten-stays": {
        "en": "Who was forgotten stays forgotten: this step has no undo.",
        "fr": "Qui a été oublié le reste : cette étape ne s'annule pas.",
    },
    "needs-answer": {
        "en": "This needs your answer: say --yes to go on without being asked.",
        "fr": "Votre réponse est nécessaire : --yes pour continuer sans question.",
    },
    "bad-date": {
        "en": "“{value}” is no day. Write it like 2026-12-03, or in words: tomorrow, 2 weeks.",
        "fr": "« {value} » n'est pas un jour. Écrivez-le comme 2026-12-03, ou en mots : demain, 2 semaines.",
    },
    "undo-books": {
        "en": "That step wrote to the address book {name}: take it back with reseau undo.",
        "fr": "Cette étape a écrit dans le carnet {name} : annulez-la avec reseau undo.",
    },
}
