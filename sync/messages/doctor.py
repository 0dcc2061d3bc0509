"""Wording of `reseau doctor`: what may be wrong, and what to do."""

TEXTS: dict[str, dict[str, str]] = {
    "no-home": {
        "en": "There are no data in {place} yet.",
        "fr": "Il n'y a pas encore de données dans {place}.",
    },
    "no-home.fix": {
        "en": "To begin: reseau import contacts.vcf",
        "fr": "Pour commencer\u202f: reseau import contacts.vcf",
    },
    "room": {
        "en": "{mb} MB are free on the disk.",
        "fr": "{mb} Mo libres sur le disque.",
    },
    "no-room": {
        "en": "Only {mb} MB are free on the disk.",
        "fr": "Il ne reste que {mb} Mo sur le disque.",
    },
    "no-room.fix": {
        "en": "Make room: reseau writes whole copies before it changes much.",
        "fr": "Faites de la place\u202f: reseau écrit des copies entières avant les grands changements.",
    },
    "read-only": {
        "en": "{place} cannot be written to.",
        "fr": "Impossible d'écrire dans {place}.",
    },
    "read-only.fix": {
        "en": "Give yourself the right to write, or choose another folder with --home.",
        "fr": "Donnez-vous le droit d'écrire, ou choisissez un autre dossier avec --home.",
    },
    "open": {
        "en": "{place} can be read by others on this computer.",
        "fr": "{place} est lisible par d'autres sur cet ordinateur.",
    },
    "open.fix": {
        "en": "chmod -R go-rwx {place}",
        "fr": "chmod -R go-rwx {place}",
    },
    "closed": {
        "en": "Only you can read the files.",
        "fr": "Vous seul pouvez lire les fichiers.",
    },
    "copies": {
        "en": "{n} copy, the newest of {day}|{n} copies, the newest of {day}",
        "fr": "{n} copie, la plus récente du {day}|{n} copies, la plus récente du {day}",
    },
    "no-copies": {
        "en": "There is no copy of the data yet.",
        "fr": "Il n'y a pas encore de copie des données.",
    },
    "no-copies.fix": {
        "en": "reseau backup",
        "fr": "reseau backup",
    },
    "settings-broken": {
        "en": "{place} cannot be read: {why}",
        "fr": "{place} est illisible\u202f: {why}",
    },
    "settings-broken.fix": {
        "en": "Mend the line, or remove the file: all settings have defaults.",
        "fr": "Corrigez la ligne, ou supprimez le fichier\u202f: tout réglage a une valeur par défaut.",
    },
    "settings-unknown": {
        "en": "Settings that nobody knows: {names}",
        "fr": "Réglages inconnus\u202f: {names}",
    },
    "settings-unknown.fix": {
        "en": "All of them: reseau config list",
        "fr": "Tous les réglages\u202f: reseau config list",
    },
    "watch-missing": {
        "en": "The watched folder is not there: {place}",
        "fr": "Le dossier surveillé n'existe pas\u202f: {place}",
    },
    "watch-missing.fix": {
        "en": "Make it, or: reseau config unset watch.folder",
        "fr": "Créez-le, ou\u202f: reseau config unset watch.folder",
    },
    "not-opened": {
        "en": "The data cannot be opened: {why}",
        "fr": "Les données ne s'ouvrent pas\u202f: {why}",
    },
    "not-opened.fix": {
        "en": "The last good copy: reseau restore",
        "fr": "La dernière bonne copie\u202f: reseau restore",
    },
    "damaged": {
        "en": "{place} is damaged.",
        "fr": "{place} est endommagé.",
    },
    "damaged.fix": {
        "en": "Put the last good copy back: reseau restore",
        "fr": "Remettez la dernière bonne copie\u202f: reseau restore",
    },
    "texts-damaged": {
        "en": "{n} text of a card is missing or altered.|{n} texts of cards are missing or altered.",
        "fr": "{n} texte de fiche manque ou a été altéré.|{n} textes de fiches manquent ou ont été altérés.",
    },
    "texts-damaged.fix": {
        "en": "Put the last good copy back: reseau restore",
        "fr": "Remettez la dernière bonne copie\u202f: reseau restore",
    },
    "kept-damaged": {
        "en": "What reseau works out and keeps cannot be read; what you gave it is sound.",
        "fr": "Ce que reseau calcule et garde est illisible\u202f; ce que vous lui avez donné est intact.",
    },
    "kept-damaged.fix": {
        "en": "Have it worked out anew: reseau rebuild",
        "fr": "Faites-le recalculer\u202f: reseau rebuild",
    },
    "identity-lost": {
        "en": "The home has lost what it is known by: a calendar would show everything twice, and an import bring back who was forgotten.",
        "fr": "Le dossier a perdu ce à quoi on le reconnaît : un agenda montrerait tout en double, et un import ramènerait qui a été oublié.",
    },
    "identity-lost.fix": {
        "en": "Put the last good copy back: reseau restore",
        "fr": "Remettez la dernière bonne copie : reseau restore",
    },
    "of-nobody": {
        "en": "{n} record belongs to nobody, and is shown nowhere.|{n} records belong to nobody, and are shown nowhere.",
        "fr": "{n} fiche n'appartient à personne et n'est montrée nulle part.|{n} fiches n'appartiennent à personne et ne sont montrées nulle part.",
    },
    "of-nobody.fix": {
        "en": "Have it worked out anew who is who: reseau rebuild",
        "fr": "Faites établir de nouveau qui est qui : reseau rebuild",
    },
    "copy-damaged": {
        "en": "The newest copy cannot be opened: {place}",
        "fr": "La dernière copie ne s'ouvre pas\u202f: {place}",
    },
    "copy-damaged.fix": {
        "en": "Make another: reseau backup",
        "fr": "Faites-en une autre\u202f: reseau backup",
    },
    "emptied": {
        "en": "Nobody is here, but there are copies.",
        "fr": "Il n'y a personne ici, mais il y a des copies.",
    },
    "emptied.fix": {
        "en": "If there were people before: reseau restore",
        "fr": "S'il y avait du monde avant\u202f: reseau restore",
    },
    "gone": {
        "en": "The data are not there, but copies of them are: {place}",
        "fr": "Les données ne sont pas là, mais des copies, si\u202f: {place}",
    },
    "gone.fix": {
        "en": "Put the last good copy back: reseau restore",
        "fr": "Remettez la dernière bonne copie\u202f: reseau restore",
    },
    "in-the-way": {
        "en": "Something else stands where the data should be: {place}",
        "fr": "Autre chose se trouve là où les données devraient être\u202f: {place}",
    },
    "in-the-way.fix": {
        "en": "Move it away, or choose another folder with --home.",
        "fr": "Déplacez-le, ou choisissez un autre dossier avec --home.",
    },
    "book-gone": {
        "en": "The cards of the book “{name}” are not there: {place}",
        "fr": "Les fiches du carnet «\u202f{name}\u202f» ne sont pas là\u202f: {place}",
    },
    "book-gone.fix": {
        "en": "Connect the disk or bring the files back; else: reseau book remove {name}",
        "fr": "Branchez le disque ou remettez les fichiers\u202f; sinon\u202f: reseau book remove {name}",
    },
    "sound": {
        "en": "The data are sound ({kb} KB, schema {version}).",
        "fr": "Les données sont saines ({kb} Ko, schéma {version}).",
    },
    "large-log": {
        "en": "The write-ahead log holds {mb} MB: another program keeps the file open.",
        "fr": "Le journal d'écriture pèse {mb} Mo\u202f: un autre programme garde le fichier ouvert.",
    },
    "large-log.fix": {
        "en": "Stop reseau serve and start it again.",
        "fr": "Arrêtez reseau serve et relancez-le.",
    },
    "clock-back": {
        "en": "The last change is dated {at} UTC, after now: the clock went back.",
        "fr": "La dernière modification est datée du {at} UTC, après maintenant\u202f: l'horloge a reculé.",
    },
    "clock-back.fix": {
        "en": "Set the clock of this computer.",
        "fr": "Réglez l'horloge de cet ordinateur.",
    },
    "people": {
        "en": "{n} person|{n} people",
        "fr": "{n} personne|{n} personnes",
    },
    "no-people": {
        "en": "Nobody is known yet.",
        "fr": "Personne n'est encore connu.",
    },
    "no-people.fix": {
        "en": "Drop in what you have: reseau import",
        "fr": "Déposez ce que vous avez\u202f: reseau import",
    },
    "no-region": {
        "en": "Your country is not known: telephone numbers without a prefix stay as written, holidays are not seen.",
        "fr": "Votre pays n'est pas connu\u202f: les numéros sans indicatif restent tels quels, les jours fériés sont ignorés.",
    },
    "no-region.fix": {
        "en": "reseau config set region FR",
        "fr": "reseau config set region FR",
    },
    "old-export": {
        "en": "Your LinkedIn archive is {days} days old: moves since then are not seen.",
        "fr": "Votre archive LinkedIn a {days} jours\u202f: les changements depuis ne se voient pas.",
    },
    "old-export.fix": {
        "en": "LinkedIn: Settings › Data privacy › Get a copy of your data",
        "fr": "LinkedIn\u202f: Préférences › Confidentialité › Obtenir une copie de vos données",
    },
    "no-owner": {
        "en": "Your own addresses are not known: you may be taken for one of your contacts.",
        "fr": "Vos propres adresses ne sont pas connues\u202f: vous pourriez passer pour l'un de vos contacts.",
    },
    "no-owner.fix": {
        "en": "reseau config set owner.emails you@example.com",
        "fr": "reseau config set owner.emails vous@example.com",
    },
    "feed-unread": {
        "en": "Nobody has read the calendar {name} for {days} day.|Nobody has read the calendar {name} for {days} days.",
        "fr": "Personne n'a lu l'agenda {name} depuis {days} jour.|Personne n'a lu l'agenda {name} depuis {days} jours.",
    },
    "feed-unread.fix": {
        "en": "Is reseau serve running? Else give it a new address: reseau feed rotate {name}",
        "fr": "reseau serve tourne-t-il\u202f? Sinon, une nouvelle adresse\u202f: reseau feed rotate {name}",
    },
    "outlet-gone": {
        "en": "The folder of a published calendar is not there: {place}",
        "fr": "Le dossier d'un agenda publié n'existe plus\u202f: {place}",
    },
    "outlet-gone.fix": {
        "en": "Bring it back, or: reseau feed publish --stop",
        "fr": "Rétablissez-le, ou\u202f: reseau feed publish --stop",
    },
    "trial-left": {
        "en": "`book try` was cut short: its made-up card “{card}” may lie in {name} still.",
        "fr": "`book try` a été interrompu : sa fiche inventée « {card} » est peut-être encore dans {name}.",
    },
    "trial-left.fix": {
        "en": "The next sync removes it: reseau sync {name}",
        "fr": "La prochaine synchronisation la retire : reseau sync {name}",
    },
    "writes-left": {
        "en": "A run was cut short while it wrote to {name}: what arrived there is not known.",
        "fr": "Une exécution a été interrompue en écrivant dans {name} : ce qui y est arrivé n'est pas connu.",
    },
    "writes-left.fix": {
        "en": "The next sync looks after it: reseau sync {name}",
        "fr": "La prochaine synchronisation s'en occupe : reseau sync {name}",
    },
    "job-fails": {
        "en": "{name} failed {n} time in a row.|{name} failed {n} times in a row.",
        "fr": "{name} a échoué {n} fois de suite.|{name} a échoué {n} fois de suite.",
    },
    "job-fails.fix": {
        "en": "Do it by hand to see why: reseau sync, reseau import, reseau feed publish",
        "fr": "Faites-le à la main pour voir pourquoi\u202f: reseau sync, reseau import, reseau feed publish",
    },
    "keyring": {
        "en": "Passwords are kept by the keyring ({name}).",
        "fr": "Les mots de passe sont dans le trousseau ({name}).",
    },
    "no-keyring": {
        "en": "No keyring that can be trusted: passwords are asked for each time.",
        "fr": "Pas de trousseau digne de confiance\u202f: les mots de passe sont demandés à chaque fois.",
    },
    "no-keyring.fix": {
        "en": "Only needed for address books and servers; see docs/address-book.md",
        "fr": "Utile seulement pour les carnets d'adresses et les serveurs\u202f; voir docs/address-book.md",
    },
    "good": {
        "en": "Nothing is wrong.",
        "fr": "Tout va bien.",
    },
    "bad": {
        "en": "What has a cross needs you.",
        "fr": "Ce qui porte une croix vous attend.",
    },
}
