"""Words about address books, servers and passwords."""

TEXTS: dict[str, dict[str, str]] = {
    "none-found": {
        "en": "No address book was found at {url}. Look in your provider's help for its CardDAV address.",
        "fr": "Aucun carnet d'adresses trouvé à {url}. Cherchez l'adresse CardDAV dans l'aide de votre fournisseur.",
    },
    "listing-cut": {
        "en": "{host} gave only a part of the book; nothing was changed.",
        "fr": "{host} n'a donné qu'une partie du carnet ; rien n'a été modifié.",
    },
    # the book and its cards
    "collection-missing": {
        "en": "There is no address book at {place} any more. Nothing was changed here.",
        "fr": "Il n'y a plus de carnet d'adresses à {place}. Rien n'a été modifié ici.",
    },
    "no-collection": {
        "en": "{place} is no address book.",
        "fr": "{place} n'est pas un carnet d'adresses.",
    },
    "folder-missing": {
        "en": "The folder {place} is not there. Is its drive connected? Nothing was changed here.",
        "fr": "Le dossier {place} est introuvable. Son disque est-il branché ? Rien n'a été modifié ici.",
    },
    "file-missing": {
        "en": "The file {place} is not there. Nothing was changed here.",
        "fr": "Le fichier {place} est introuvable. Rien n'a été modifié ici.",
    },
    "file-half": {
        "en": "The file {place} ends in the middle of a card: it is being written, or was cut short. Nothing was changed here.",
        "fr": "Le fichier {place} s'arrête au milieu d'une fiche : il est en cours d'écriture, ou tronqué. Rien n'a été "
        "modifié ici.",
    },
    "file-utf16": {
        "en": "{place} is written in UTF-16: it is read, and not written to.",
        "fr": "{place} est écrit en UTF-16 : il est lu, et rien n'y est écrit.",
    },
    "changed-meanwhile": {
        "en": "{href} was changed by someone else in the meantime.",
        "fr": "{href} a été modifié par quelqu'un d'autre entre-temps.",
    },
    "card-refused": {
        "en": "The book did not take {href}: {reason}",
        "fr": "Le carnet n'a pas accepté {href} : {reason}",
    },
    "card-name": {
        "en": "{href} is no name for a card in a folder.",
        "fr": "{href} n'est pas un nom de fiche dans un dossier.",
    },
    "card-no-card": {
        "en": "{href} is not exactly one vCard.",
        "fr": "{href} n'est pas exactement une vCard.",
    },
    # passwords
    "password-missing": {
        "en": "The password of {name} is not known. Run the command on a terminal, or set {variable}.",
        "fr": "Le mot de passe de {name} n'est pas connu. Lancez la commande dans un terminal, ou définissez {variable}.",
    },
    "password-prompt": {
        "en": "Password of {user} for {name} (not shown): ",
        "fr": "Mot de passe de {user} pour {name} (masqué) : ",
    },
    "password-command-failed": {
        "en": "The password command of {name} failed ({reason}).",
        "fr": "La commande de mot de passe de {name} a échoué ({reason}).",
    },
    "password-kept": {
        "en": "The password is in the keyring ({backend}).",
        "fr": "Le mot de passe est dans le trousseau ({backend}).",
    },
    "password-not-kept": {
        "en": "There is no safe keyring here, so the password was not kept: next time set {variable}, or a password_command.",
        "fr": "Il n'y a pas de trousseau sûr ici : le mot de passe n'a pas été gardé. La prochaine fois, définissez {variable} ou une password_command.",
    },
    # commands
    "unknown": {
        "en": "There is no address book “{name}”. Connected: {known}.",
        "fr": "Il n'y a pas de carnet « {name} ». Reliés : {known}.",
    },
    "bad-name": {
        "en": "“{name}” is no good name for an address book: a word or two, without a slash.",
        "fr": "« {name} » n'est pas un bon nom de carnet : un mot ou deux, sans barre oblique.",
    },
    "name-taken": {
        "en": "There is an address book “{name}” already. Choose another name, or: reseau book remove {name}",
        "fr": "Il y a déjà un carnet « {name} ». Choisissez un autre nom, ou : reseau book remove {name}",
    },
    "nothing-there": {
        "en": "{place}: there is no such file or folder. Check the path.",
        "fr": "{place} : ce fichier ou dossier n'existe pas. Vérifiez le chemin.",
    },
    "file-no-cards": {
        "en": "{place} holds no cards. An address book is a server, a folder of .vcf files or one .vcf file.",
        "fr": "{place} ne contient pas de fiches. Un carnet est un serveur, un dossier de fichiers .vcf ou un fichier .vcf.",
    },
    "several": {
        "en": "Several address books were found:",
        "fr": "Plusieurs carnets d'adresses ont été trouvés :",
    },
    "name-one": {
        "en": "Give the address of one of them to: reseau book add",
        "fr": "Donnez l'adresse de l'un d'eux à : reseau book add",
    },
    "added": {
        "en": "{name} is connected: {place}",
        "fr": "{name} est relié : {place}",
    },
    "push-none": {
        "en": "reseau only reads it; nothing is written there.",
        "fr": "reseau ne fait que le lire ; rien n'y est écrit.",
    },
    "push-enrich": {
        "en": "reseau reads it, and completes cards that are there: employer, title, LinkedIn address, e-mail, birthday. Nothing before your yes.",
        "fr": "reseau le lit et complète les fiches qui y sont : employeur, poste, adresse LinkedIn, e-mail, anniversaire. Rien avant votre accord.",
    },
    "push-all": {
        "en": "reseau reads it, completes its cards, and adds people who are not there yet. Nothing before your yes.",
        "fr": "reseau le lit, complète ses fiches et ajoute les personnes qui n'y sont pas encore. Rien avant votre accord.",
    },
    "push-some": {
        "en": "reseau reads it, completes its cards, and adds the people of {chosen} who are not there yet. Nothing before your yes.",
        "fr": "reseau le lit, complète ses fiches et ajoute les personnes de {chosen} qui n'y sont pas encore. Rien avant votre accord.",
    },
    "try-ask": {
        "en": "One made-up card, “{card}”, is put into {name}, read back, and taken away again.",
        "fr": "Une fiche inventée, « {card} », est mise dans {name}, relue, puis enlevée.",
    },
    "try-whole": {
        "en": "vCard {version}: all {n} properties come back as they were sent.",
        "fr": "vCard {version} : les {n} propriétés reviennent telles qu'envoyées.",
    },
    "try-partly": {
        "en": "vCard {version}: {n} properties come back as they were sent; these do not:",
        "fr": "vCard {version} : {n} propriétés reviennent telles qu'envoyées ; celles-ci non :",
    },
    "try-refused": {
        "en": "vCard {version}: the card was refused ({reason}).",
        "fr": "vCard {version} : la fiche a été refusée ({reason}).",
    },
    "try-safe": {
        "en": "Every write is read back: what a book does not keep stays here, is told once, and is not taken for an edit.",
        "fr": "Chaque écriture est relue : ce qu'un carnet ne garde pas reste ici, est dit une fois, et ne passe pas pour une modification.",
    },
    "join-none": {
        "en": "{person} has no second card in {name}.",
        "fr": "{person} n'a pas de deuxième fiche dans {name}.",
    },
    "join-no-doubles": {
        "en": "Nobody has several cards in {name}.",
        "fr": "Personne n'a plusieurs fiches dans {name}.",
    },
    "join-one": {
        "en": "{name}: {n} cards become one; it gets",
        "fr": "{name} : {n} fiches en font une ; elle reçoit",
    },
    "join-ask": {
        "en": "Remove {n} card from {name}, and keep one for each person? (reseau undo puts it back)|Remove {n} cards from {name}, and keep one for each person? (reseau undo puts them back)",
        "fr": "Enlever {n} fiche de {name} et en garder une par personne ? (reseau undo la remet)|Enlever {n} fiches de {name} et en garder une par personne ? (reseau undo les remet)",
    },
    "joined": {
        "en": "Done for {n} person. Take it back: reseau undo {number}|Done for {n} people. Take it back: reseau undo {number}",
        "fr": "Fait pour {n} personne. Pour revenir en arrière : reseau undo {number}|Fait pour {n} personnes. Pour revenir en arrière : reseau undo {number}",
    },
    "join-sync-first": {
        "en": "The cards of {name} are not known as they are now. First: reseau sync {name}",
        "fr": "Les fiches de {name} ne sont pas connues telles qu'elles sont. D'abord : reseau sync {name}",
    },
    "join-lost": {
        "en": "{name} does not keep {lost}; the other cards stay, so that nothing is lost.",
        "fr": "{name} ne garde pas {lost} ; les autres fiches restent, pour que rien ne se perde.",
    },
    "choice-needs-all": {
        "en": "Circles and words choose whom to add: say --push all, too.",
        "fr": "Les cercles et les mots choisissent qui ajouter : dites aussi --push all.",
    },
    "next": {
        "en": "Next: reseau sync {name}",
        "fr": "Ensuite : reseau sync {name}",
    },
    "none": {
        "en": "No address book is connected. Connect one: reseau book add NAME URL|FOLDER|FILE",
        "fr": "Aucun carnet d'adresses n'est relié. Pour en relier un : reseau book add NOM URL|DOSSIER|FICHIER",
    },
    "copy": {
        "en": "{n} card, the same as {other}|{n} cards, the same as {other}",
        "fr": "{n} fiche, la même que {other}|{n} fiches, les mêmes que {other}",
    },
    "cards": {
        "en": "{n} card|{n} cards",
        "fr": "{n} fiche|{n} fiches",
    },
    "not-yet": {
        "en": "not synced yet",
        "fr": "pas encore synchronisé",
    },
    "removed": {
        "en": "{name} is disconnected. What came from it stays; reseau undo connects it again.",
        "fr": "{name} n'est plus relié. Ce qui en est venu reste ; reseau undo le relie à nouveau.",
    },
    "removed-with": {
        "en": "{name} is disconnected, and its only contact is gone.|{name} is disconnected, and its {n} contacts are gone. reseau undo brings them back.",
        "fr": "{name} n'est plus relié ; {n} contact est parti avec lui.|{name} n'est plus relié ; ses {n} contacts sont partis avec lui. reseau undo les fait revenir.",
    },
    "go-on": {
        "en": "Bring them in? [y/N]",
        "fr": "Les reprendre ? [o/N]",
    },
    "waits": {
        "en": "{name}: first contact; nothing was brought in yet. Say yes with: reseau sync {name} --yes",
        "fr": "{name} : premier contact ; rien n'a encore été repris. Pour accepter : reseau sync {name} --yes",
    },
    "plan-first": {
        "en": "{name}: first contact with {place}. What would come in:",
        "fr": "{name} : premier contact avec {place}. Ce qui serait repris :",
    },
    "plan": {
        "en": "{name}: what would change here:",
        "fr": "{name} : ce qui changerait ici :",
    },
    "plan-created": {
        "en": "{n} new card|{n} new cards",
        "fr": "{n} nouvelle fiche|{n} nouvelles fiches",
    },
    "plan-updated": {
        "en": "{n} changed card|{n} changed cards",
        "fr": "{n} fiche modifiée|{n} fiches modifiées",
    },
    "plan-deleted": {
        "en": "{n} card that is gone there|{n} cards that are gone there",
        "fr": "{n} fiche disparue là-bas|{n} fiches disparues là-bas",
    },
    "done": {
        "en": "{name}: {created} new, {updated} changed, {deleted} gone",
        "fr": "{name} : {created} de plus, {updated} modifiées, {deleted} disparues",
    },
    "unchanged": {
        "en": "{name}: nothing changed",
        "fr": "{name} : rien n'a changé",
    },
    "problems": {
        "en": "{n} card could not be read; the others are there.|{n} cards could not be read; the others are there.",
        "fr": "{n} fiche n'a pas pu être lue ; les autres sont là.|{n} fiches n'ont pas pu être lues ; les autres sont là.",
    },
    "guard-empty": {
        "en": "{name} came back empty: its only card would go.|{name} came back empty: all its {n} cards would go. Nothing was changed.",
        "fr": "{name} est revenu vide : {n} fiche partirait.|{name} est revenu vide : ses {n} fiches partiraient toutes. Rien n'a été modifié.",
    },
    "guard-shortened": {
        "en": "{name} came back shorter: {n} card would go. Nothing was changed.|{name} came back much shorter: {n} cards would go. Nothing was changed.",
        "fr": "{name} est revenu plus court : {n} fiche partirait. Rien n'a été modifié.|{name} est revenu bien plus court : {n} fiches partiraient. Rien n'a été modifié.",
    },
    "guard-deletions": {
        "en": "{n} card was deleted in {name}. Nothing was changed here.|{n} cards were deleted in {name}. Nothing was changed here.",
        "fr": "{n} fiche a été supprimée dans {name}. Rien n'a été modifié ici.|{n} fiches ont été supprimées dans {name}. Rien n'a été modifié ici.",
    },
    "confirm": {
        "en": "If that is right: reseau sync {name} --confirm-deletions {count}",
        "fr": "Si c'est voulu : reseau sync {name} --confirm-deletions {count}",
    },
    "mirrored": {
        "en": "{a} and {b} are each other's copy from the next sync on.",
        "fr": "{a} et {b} seront la copie l'un de l'autre dès la prochaine synchronisation.",
    },
    "mirror-itself": {
        "en": "{name} cannot be the copy of itself.",
        "fr": "{name} ne peut pas être sa propre copie.",
    },
    "mirror-known": {
        "en": "{a} and {b} are each other's copy already.",
        "fr": "{a} et {b} sont déjà la copie l'un de l'autre.",
    },
    "mirror-plan": {
        "en": "{a} and {b}: what would be written:",
        "fr": "{a} et {b} : ce qui serait écrit :",
    },
    "mirror-same": {
        "en": "{a} and {b} say the same; nothing was written",
        "fr": "{a} et {b} disent la même chose ; rien n'a été écrit",
    },
    "go-on-mirror": {
        "en": "Write this? [y/N]",
        "fr": "Écrire cela ? [o/N]",
    },
    "written": {
        "en": "{name}: cards there: {created} added, {updated} changed, {deleted} removed",
        "fr": "{name} : là-bas, fiches ajoutées : {created}, modifiées : {updated}, retirées : {deleted}",
    },
    "put-created": {
        "en": "{n} card to add|{n} cards to add",
        "fr": "{n} fiche à ajouter|{n} fiches à ajouter",
    },
    "put-updated": {
        "en": "{n} card to change|{n} cards to change",
        "fr": "{n} fiche à modifier|{n} fiches à modifier",
    },
    "put-deleted": {
        "en": "{n} card to remove|{n} cards to remove",
        "fr": "{n} fiche à retirer|{n} fiches à retirer",
    },
    "conflict": {
        "en": "{id}: both books changed {property}. “{b}” stands, “{a}” is kept here. To have it instead: reseau settle {id} a",
        "fr": "{id} : les deux carnets ont modifié {property}. « {b} » reste, « {a} » est gardé ici. Pour le préférer : reseau settle {id} a",
    },
    "conflict-unknown": {
        "en": "There is no open conflict {name}, or the choice is neither a nor b. See: reseau review",
        "fr": "Il n'y a pas de conflit ouvert {name}, ou le choix n'est ni a ni b. Voyez : reseau review",
    },
    "settled": {
        "en": "{property} will be “{value}” in both books after the next: reseau sync",
        "fr": "{property} sera « {value} » dans les deux carnets après le prochain : reseau sync",
    },
    "refused": {
        "en": "{name} did not store all of {href} ({reason}). What it lacks is kept on the other side.",
        "fr": "{name} n'a pas tout gardé de {href} ({reason}). Ce qui lui manque reste de l'autre côté.",
    },
    "refused-waits": {
        "en": "{name} refused {n} card again and again: it is offered again a day later. At once: reseau sync {name} --retry|{name} refused {n} cards again and again: they are offered again a day later. At once: reseau sync {name} --retry",
        "fr": "{name} a refusé {n} fiche plusieurs fois : elle lui sera proposée à nouveau un jour plus tard. Tout de suite : reseau sync {name} --retry|{name} a refusé {n} fiches plusieurs fois : elles lui seront proposées à nouveau un jour plus tard. Tout de suite : reseau sync {name} --retry",
    },
    "oauth-open": {
        "en": "Agree in the browser; it comes back here by itself. If it did not open:",
        "fr": "Acceptez dans le navigateur ; la suite vient d'elle-même. S'il ne s'est pas ouvert :",
    },
    "oauth-no-client": {
        "en": "--oauth takes the file with your own client that Google's console gives out (APIs & Services › Credentials › Desktop app, with the CardDAV API switched on).",
        "fr": "--oauth attend le fichier de votre propre client, donné par la console Google (API et services › Identifiants › Application de bureau, avec l'API CardDAV activée).",
    },
    "oauth-refused": {
        "en": "{host} did not let reseau in: nobody agreed in the browser.",
        "fr": "{host} n'a pas laissé entrer reseau : personne n'a accepté dans le navigateur.",
    },
    "oauth-again": {
        "en": "The permission is no longer valid. Give it again: reseau book remove, then book add with --oauth.",
        "fr": "L'autorisation n'est plus valable. Donnez-la à nouveau : reseau book remove, puis book add avec --oauth.",
    },
    "needs-icloud": {
        "en": "iCloud takes an app-specific password, not your Apple password: account.apple.com › Sign-In and Security › App-Specific Passwords. Its groups are cards of their own and are left alone.",
        "fr": "iCloud demande un mot de passe pour app, pas celui de votre compte Apple : account.apple.com › Connexion et sécurité › Mots de passe pour app. Ses groupes sont des fiches à part et restent tels quels.",
    },
    "needs-google": {
        "en": "Google takes no password: create a client of your own once (console.cloud.google.com: switch on the CardDAV API, Credentials › Desktop app, download the file), then: reseau book add NAME google --user YOU@gmail.com --oauth FILE. It drops birthdays without a year and properties it does not know.",
        "fr": "Google ne prend pas de mot de passe : créez une fois votre propre client (console.cloud.google.com : activez l'API CardDAV, Identifiants › Application de bureau, téléchargez le fichier), puis : reseau book add NOM google --user VOUS@gmail.com --oauth FICHIER. Google perd les anniversaires sans année et les propriétés qu'il ne connaît pas.",
    },
    "needs-fastmail": {
        "en": "Fastmail takes an app password: Settings › Privacy & Security › App passwords, with access to contacts (CardDAV).",
        "fr": "Fastmail demande un mot de passe d'application : Settings › Privacy & Security › App passwords, avec accès aux contacts (CardDAV).",
    },
    "needs-mailbox.org": {
        "en": "mailbox.org takes your user name and password; with two factors, an application password.",
        "fr": "mailbox.org prend votre nom d'utilisateur et votre mot de passe ; avec deux facteurs, un mot de passe d'application.",
    },
    "needs-infomaniak": {
        "en": "Infomaniak takes the user name of its sync page (config.infomaniak.com, two letters and digits) and an application password.",
        "fr": "Infomaniak prend le nom d'utilisateur de sa page de synchronisation (config.infomaniak.com, deux lettres et des chiffres) et un mot de passe d'application.",
    },
    "needs-posteo": {
        "en": "Posteo takes your e-mail address and your password.",
        "fr": "Posteo prend votre adresse e-mail et votre mot de passe.",
    },
    "needs-nextcloud": {
        "en": "Nextcloud is at an address of your own: reseau book add NAME https://your.cloud --user YOU, with an app password (Settings › Security). It locks accounts after wrong passwords; reseau asks once only.",
        "fr": "Nextcloud est à votre propre adresse : reseau book add NOM https://votre.nuage --user VOUS, avec un mot de passe d'application (Paramètres › Sécurité). Il bloque les comptes après de mauvais mots de passe ; reseau n'essaie qu'une fois.",
    },
    "needs-synology": {
        "en": "Synology Contacts is at an address of your own: install the package CardDAV Server or Synology Contacts, then give its address: reseau book add NAME https://your.nas:8443 --user YOU",
        "fr": "Synology Contacts est à votre propre adresse : installez le paquet CardDAV Server ou Synology Contacts, puis donnez son adresse : reseau book add NOM https://votre.nas:8443 --user VOUS",
    },
    "preset-incomplete": {
        "en": "Say the command again with what is named above.",
        "fr": "Redonnez la commande avec ce qui est indiqué ci-dessus.",
    },
    "not-removed": {
        "en": "The server said that {href} is gone, and still has it.",
        "fr": "Le serveur a dit que {href} n'est plus là, et l'a toujours.",
    },
    "not-stored": {
        "en": "The server said yes to {href} and does not have it.",
        "fr": "Le serveur a accepté {href} et ne l'a pas.",
    },
}
