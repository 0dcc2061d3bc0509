"""The command line: parse, call the use-case, print. Modules are loaded when their command is called."""

from __future__ import annotations

import atexit
import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    import click

    from sync.cli.frame import Run
    from sync.ports import ReseauError


def program() -> NoReturn:
    """Run `reseau` as a process of its own, which ends as soon as all is done."""
    code = 1

    def leave() -> None:
        # To take all modules apart one by one costs a tenth of a short command; the system does it at once.
        try:
            for stream in (sys.stdout, sys.stderr):
                if stream is not None:  # closed by whoever started us
                    stream.flush()
        except (OSError, ValueError):
            os._exit(code or 1)
        os._exit(code)

    # What is registered first is called last: threads, temporary folders and all else have come to their end by then.
    atexit.register(leave)
    try:
        main()
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else int(stop.code is not None)
        raise


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run `reseau` and exit with the codes of the contract (§1); never shows a traceback unasked."""
    # Values hold no cycles, and a look for some after every 700 of them takes half the time of a large network, and
    # a twentieth of a short command while modules are loaded.
    gc.set_threshold(1_000_000, 20, 20)
    import click

    from sync.cli.frame import Run, global_options, safe_line
    from sync.config.place import find_language
    from sync.messages import Wording

    os.umask(0o077)
    options, rest = global_options(
        [_text(word) for word in (sys.argv[1:] if arguments is None else arguments)]
    )
    run = Run(**options)
    run.words = Wording(_language(run) or find_language(os.environ))
    code = 0
    try:
        if not rest or rest == ["--json"]:
            from sync.cli.standing import bare

            code = bare(run, as_json=bool(rest))
        else:
            code = _root().main(rest, "reseau", standalone_mode=False, obj=run) or 0
    except click.exceptions.Exit as stop:
        code = stop.exit_code
    except click.UsageError as error:
        run.say(safe_line(_usage_words(error, run)))
        code = 2
    except (KeyboardInterrupt, click.Abort):
        run.told("error.interrupted")
        code = 130
    except BrokenPipeError:
        # The reader of our output went away (`reseau people | head`): not an error.
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123
    except Exception as error:  # noqa: BLE001 - the last wall: a user never meets a traceback unasked
        code = _failed(run, error)
    sys.exit(code)


def _text(word: str) -> str:
    """Return a word of the command line as text: under a bare C locale UTF-8 arrives as single bytes."""
    return word.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _language(run: Run) -> str:
    """Return the language that option, environment or settings name, in this order; empty if none does."""
    if run.language or os.environ.get("RESEAU_LANG"):
        return run.language or os.environ["RESEAU_LANG"]
    try:
        place = run.place
        settings = run._settings(place)  # noqa: SLF001 - the frame's own
    except Exception:  # noqa: BLE001 - a broken setting is told later, in some language
        return ""
    return str(settings.get("language")) if settings else ""


def _root() -> click.Group:
    import click

    from sync.cli.commands import GROUPS, MODULES

    class Root(click.Group):
        """The group of all commands, each loaded when it is called."""

        def list_commands(self, ctx: click.Context) -> list[str]:
            del ctx
            return list(MODULES)

        def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
            del ctx
            module = MODULES.get(cmd_name)
            if module is None:
                return None
            attribute = {"import": "import_", "open": "open_"}.get(cmd_name, cmd_name)
            command: click.Command = getattr(import_module(module), attribute)
            return command

        def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
            words = ctx.obj.words
            formatter.write(words("help.intro") + "\n")
            for group, commands in GROUPS.items():
                formatter.write(f"\n{words('help.group-' + group)}\n")
                for name in commands:
                    formatter.write(f"  {name:<11} {words('help.' + name)}\n")
            formatter.write("\n" + words("help.outro") + "\n")

        def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
            if args == ["--version"]:
                from sync import __version__

                click.echo(f"reseau {__version__}")
                ctx.exit()
            return super().parse_args(ctx, args)

    return Root("reseau", add_help_option=True)


def _usage_words(error: click.UsageError, run: Run) -> str:
    import difflib

    import click

    from sync.cli.commands import MODULES

    words = run.words
    path = error.ctx.command_path.split(" ", 1)[-1] if error.ctx else ""
    command = path if path != "reseau" else ""
    below = f"{command} " if command else ""
    if isinstance(error, click.exceptions.NoSuchOption):
        close = list(error.possibilities or ())
        hint = words("error.did-you-mean", hint=close[0]) if close else ""
        return words("error.no-option", name=error.option_name, hint=hint, command=command).replace("  ", " ")
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        return words("error.missing-argument", name=name, command=command)
    if isinstance(error, click.BadParameter) and error.param is not None:
        detail = error.message.split("'")
        value = detail[1] if len(detail) > 1 else error.message
        return words("error.bad-value", name=error.param.opts[-1], value=value, command=command)
    if isinstance(error, click.BadOptionUsage) and "requires" in error.message:
        return words("error.no-value", name=error.option_name, command=below)
    if error.ctx and isinstance(error.ctx.command, click.Group) and "'" in error.message:
        name = error.message.split("'")[1]
        known = MODULES if error.ctx.parent is None else error.ctx.command.list_commands(error.ctx)
        close = difflib.get_close_matches(name, known, 1)
        hint = words("error.did-you-mean", hint=close[0]) if close else ""
        return words("error.no-command", name=name, hint=hint, command=below)
    return words("error.usage", detail=error.format_message())


def _failed(run: Run, error: Exception) -> int:
    from sync.cli.frame import worded
    from sync.ports import ReseauError

    if isinstance(error, ReseauError):
        _say_error(run, error)
        return error.exit_code
    if run.verbose:
        import traceback

        traceback.print_exception(error)
    quiet, run.quiet = run.quiet, False
    run.told("error.unexpected", detail=f"{type(error).__name__}: {error}")
    run.quiet = quiet
    del worded
    return 1


def _say_error(run: Run, error: ReseauError) -> None:
    from sync.cli.frame import worded

    quiet, run.quiet = run.quiet, False
    run.say(worded(error, run.words))
    people = getattr(error, "people", None)
    if people:
        from sync.cli.people import listed

        for person in people[:20]:
            run.say("  " + "  ".join(part for part in listed(person) if part))
    run.quiet = quiet
