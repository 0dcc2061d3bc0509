"""Wording of `feed publish`: where a calendar goes, and whether it arrives there."""

TEXTS: dict[str, dict[str, str]] = {
    # what happened
    "written": {
        "en": "{place}: {n} event written|{place}: {n} events written",
        "fr": "{place} : {n} événement écrit|{place} : {n} événements écrits",
    },
    "would": {
        "en": "{place}: {n} event would be written|{place}: {n} events would be written",
        "fr": "{place} : {n} événement serait écrit|{place} : {n} événements seraient écrits",
    },
    "same": {
        "en": "{place}: nothing new, {n} event stands there|{place}: nothing new, {n} events stand there",
        "fr": "{place} : rien de nouveau, {n} événement y est|{place} : rien de nouveau, {n} événements y sont",
    },
    "pushed": {
        "en": "{place}: {created} new, {updated} changed, {deleted} gone",
        "fr": "{place} : {created} de plus, {updated} modifiés, {deleted} disparus",
    },
    "read-done": {
        "en": "{n} was ticked there: done|{n} were ticked there: done",
        "fr": "{n} coché là-bas : fait|{n} cochés là-bas : faits",
    },
    "read-snooze": {
        "en": "{n} was moved there: put off|{n} were moved there: put off",
        "fr": "{n} déplacé là-bas : remis à plus tard|{n} déplacés là-bas : remis à plus tard",
    },
    "read-skip": {
        "en": "{n} was deleted there: not this time|{n} were deleted there: not this time",
        "fr": "{n} supprimé là-bas : pas cette fois|{n} supprimés là-bas : pas cette fois",
    },
    "taken": {
        "en": "{place} holds something that is no calendar; nothing was written. Name another file.",
        "fr": "{place} contient autre chose qu'un agenda ; rien n'a été écrit. Nommez un autre fichier.",
    },
    "listed": {"en": "published: {place}", "fr": "publié : {place}"},
    "stopped": {
        "en": "{place} is not renewed any more. What lies there stays until you delete it.",
        "fr": "{place} n'est plus renouvelé. Ce qui s'y trouve reste jusqu'à ce que vous le supprimiez.",
    },
    "refused": {
        "en": "The server did not take an event: {reason}",
        "fr": "Le serveur n'a pas accepté un événement : {reason}",
    },
    # the test
    "check-ok": {
        "en": "Tested: {place} gives this very calendar. Subscribe to it.",
        "fr": "Vérifié : {place} donne bien cet agenda. Abonnez-vous-y.",
    },
    "check-no-link": {
        "en": "It lies there. Whether your telephone can get it is tested when you add its link: --public LINK",
        "fr": "Il y est. Pour vérifier que votre téléphone peut le lire, ajoutez son lien : --public LIEN",
    },
    "check-not-arrived": {
        "en": "It was written, but something else came back. Is the address that of the file?",
        "fr": "Il a été écrit, mais autre chose est revenu. L'adresse est-elle celle du fichier ?",
    },
    "check-stale": {
        "en": "{place} gives a calendar, but not this one: perhaps an older copy. Try again in a few minutes.",
        "fr": "{place} donne un agenda, mais pas celui-ci : peut-être une copie plus ancienne. Réessayez dans quelques minutes.",
    },
    "check-page": {
        "en": "{place} gives a web page, no calendar: calendars cannot use it. On Nextcloud add /download to the link.",
        "fr": "{place} donne une page web et non l'agenda : inutilisable par un agenda. Sur Nextcloud, ajoutez /download au lien.",
    },
    "check-refused": {
        "en": "{place} asks for a password: calendars cannot use it. Make a public link, without password.",
        "fr": "{place} demande un mot de passe : inutilisable par un agenda. Créez un lien public, sans mot de passe.",
    },
    "check-missing": {
        "en": "There is nothing at {place}. Check the link.",
        "fr": "Il n'y a rien à {place}. Vérifiez le lien.",
    },
    "check-moved": {
        "en": "{place} leads on to another place, which not every calendar follows. Use the link it leads to.",
        "fr": "{place} renvoie ailleurs, ce que tous les agendas ne suivent pas. Prenez le lien d'arrivée.",
    },
    "check-away": {
        "en": "{place} does not answer just now, so it could not be tested.",
        "fr": "{place} ne répond pas pour l'instant : impossible de vérifier.",
    },
    "check-other": {
        "en": "{place} gives something else than a calendar. Check the link.",
        "fr": "{place} donne autre chose qu'un agenda. Vérifiez le lien.",
    },
    "reach-here": {
        "en": "Only programs on this computer reach it: no telephone, no Google Calendar, no Outlook.com.",
        "fr": "Seuls les programmes de cet ordinateur l'atteignent : ni téléphone, ni Google Agenda, ni Outlook.com.",
    },
    "reach-lan": {
        "en": "Devices in your own network reach it; Google Calendar and Outlook.com do not.",
        "fr": "Les appareils de votre réseau l'atteignent ; Google Agenda et Outlook.com, non.",
    },
    "reach-plain": {
        "en": "It goes over plain http: Apple and Outlook.com want https.",
        "fr": "Il passe en http simple : Apple et Outlook.com veulent https.",
    },
    "reach-any": {
        "en": "Telephones, Google Calendar and Outlook.com can fetch it from there.",
        "fr": "Téléphones, Google Agenda et Outlook.com peuvent le lire.",
    },
    "webcal": {
        "en": "On an iPhone, an iPad or a Mac open it as: {url}",
        "fr": "Sur iPhone, iPad ou Mac, ouvrez-le ainsi : {url}",
    },
    "answer-there": {
        "en": "Answer in it: delete an event (not this time), move it (later), or put ✓ in front of its title (done).",
        "fr": "Répondez-y : supprimez un événement (pas cette fois), déplacez-le (plus tard) ou mettez ✓ devant son titre (fait).",
    },
    # guards
    "guard-deletions": {
        "en": "{n} event was deleted in {place}. Nothing was changed.|{n} events were deleted in {place}: is that meant? Nothing was changed.",
        "fr": "{n} événement a été supprimé dans {place}. Rien n'a été modifié.|{n} événements ont été supprimés dans {place} : est-ce voulu ? Rien n'a été modifié.",
    },
    "guard-emptied": {
        "en": "{n} event would leave {place}. Nothing was deleted there.|{n} events would leave {place} at once: is that meant? Nothing was deleted there.",
        "fr": "{n} événement quitterait {place}. Rien n'y a été supprimé.|{n} événements quitteraient {place} d'un coup : est-ce voulu ? Rien n'y a été supprimé.",
    },
    "confirm": {
        "en": "If that is right: reseau feed publish {feed} --confirm-deletions {count}",
        "fr": "Si c'est voulu : reseau feed publish {feed} --confirm-deletions {count}",
    },
    # errors
    "none": {
        "en": "Nothing is published there yet. For example: reseau feed publish touchpoints ~/Nextcloud/reseau.ics",
        "fr": "Rien n'y est encore publié. Par exemple : reseau feed publish touchpoints ~/Nextcloud/reseau.ics",
    },
    "too-many": {
        "en": "Name one feed and one place: reseau feed publish touchpoints ~/Nextcloud/reseau.ics",
        "fr": "Nommez un agenda et un endroit : reseau feed publish touchpoints ~/Nextcloud/reseau.ics",
    },
    "none-found": {
        "en": "No calendar account was found at {url}. Look in your provider's help for its CalDAV address.",
        "fr": "Aucun compte d'agenda trouvé à {url}. Cherchez l'adresse CalDAV dans l'aide de votre fournisseur.",
    },
    "no-mkcalendar": {
        "en": "{place} makes no calendars for programs ({status}). Make one there yourself, and give its address.",
        "fr": "{place} ne crée pas d'agenda pour un programme ({status}). Créez-en un vous-même et donnez son adresse.",
    },
    "calendar-missing": {
        "en": "There is no calendar at {place} any more. Nothing was changed. Publish again with the address of your account, or stop with --stop.",
        "fr": "Il n'y a plus d'agenda à {place}. Rien n'a été modifié. Publiez de nouveau avec l'adresse de votre compte, ou arrêtez avec --stop.",
    },
    "changed-meanwhile": {
        "en": "{place} was changed by someone else in the meantime.",
        "fr": "{place} a été modifié par quelqu'un d'autre entre-temps.",
    },
    "event-refused": {
        "en": "The server did not take {place}: {reason}",
        "fr": "Le serveur n'a pas accepté {place} : {reason}",
    },
    "no-folder": {
        "en": "The folder of {place} is not there. Make it on the server first.",
        "fr": "Le dossier de {place} n'existe pas. Créez-le d'abord sur le serveur.",
    },
}
