"""All commands in the groups that `reseau --help` shows, with the module that holds each.

A static table, so that help, completion and an unknown command import nothing else.
"""

GROUPS: dict[str, dict[str, str]] = {
    "drop-in": {
        "demo": "sync.cli.demo",
        "import": "sync.cli.importing",
        "read": "sync.cli.importing",
        "convert": "sync.cli.convert",
    },
    "who-is-who": {
        "people": "sync.cli.people",
        "show": "sync.cli.people",
        "add": "sync.cli.people",
        "edit": "sync.cli.people",
        "hide": "sync.cli.people",
        "review": "sync.cli.review",
        "judge": "sync.cli.review",
        "split": "sync.cli.review",
        "settle": "sync.cli.review",
    },
    "stay-in-touch": {
        "week": "sync.cli.plan",
        "plan": "sync.cli.plan",
        "done": "sync.cli.plan",
        "snooze": "sync.cli.plan",
        "skip": "sync.cli.plan",
        "log": "sync.cli.plan",
        "trip": "sync.cli.plan",
        "met": "sync.cli.met",
        "campaign": "sync.cli.campaign",
        "favour": "sync.cli.favour",
        "support": "sync.cli.favour",
    },
    "books": {"book": "sync.cli.book", "sync": "sync.cli.book"},
    "calendar": {
        "feed": "sync.cli.feed",
        "serve": "sync.cli.serve",
        "open": "sync.cli.serve",
        "service": "sync.cli.service",
    },
    "renew": {"changes": "sync.cli.report", "report": "sync.cli.report", "target": "sync.cli.target"},
    "care": {
        "export": "sync.cli.export",
        "forget": "sync.cli.care",
        "history": "sync.cli.care",
        "undo": "sync.cli.care",
        "backup": "sync.cli.care",
        "restore": "sync.cli.care",
        "rebuild": "sync.cli.care",
        "config": "sync.cli.care",
        "doctor": "sync.cli.doctor",
        "purge": "sync.cli.purge",
        "completion": "sync.cli.care",
        "backtest": "sync.cli.backtest",
        "tool": "sync.cli.tool",
    },
}

MODULES: dict[str, str] = {name: module for group in GROUPS.values() for name, module in group.items()}
