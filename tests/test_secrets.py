"""Where passwords are found, and where they never go."""

import subprocess
import sys
import threading

import keyring
import pytest
from keyring.backends import fail, null
from keyring.backends.chainer import ChainerBackend

from sync.config import secrets
from sync.config.secrets import Secret, Secrets, usable_keyring, variable
from sync.ports import NotAuthorised


class RingInMemory:
    """A keyring that works."""

    def __init__(self):
        self.kept = {}

    def get_password(self, service, username):
        return self.kept.get((service, username))

    def set_password(self, service, username, password):
        self.kept[service, username] = password

    def delete_password(self, service, username):
        del self.kept[service, username]


class RingThatForgets(RingInMemory):
    def set_password(self, service, username, password):
        """Like keyring's null back-end: says nothing and keeps nothing."""


class RingThatIsLocked(RingInMemory):
    def get_password(self, service, username):
        raise RuntimeError("Prompt dismissed")

    set_password = get_password


class RingThatHangs(RingInMemory):
    asked = 0

    def get_password(self, service, username):
        type(self).asked += 1
        threading.Event().wait(60)


def over(ring, environ=None, **more):
    return Secrets("reseau-test", environ or {}, find_keyring=lambda: ring, **more)


def nobody(name, user):
    raise AssertionError("nobody should be asked")


def test_what_is_kept_is_found_again():
    store = over(RingInMemory(), ask=nobody)
    assert store.keep("perso", "zoe", "s3cret")
    assert store.get("perso", "zoe") == Secret("s3cret", "keyring")
    store.forget("perso", "zoe")
    with pytest.raises(NotAuthorised):
        over(RingInMemory()).get("perso", "zoe")


def test_two_homes_do_not_share_passwords():
    ring = RingInMemory()
    Secrets("home-1", {}, find_keyring=lambda: ring).keep("perso", "zoe", "one")
    with pytest.raises(NotAuthorised):
        Secrets("home-2", {}, find_keyring=lambda: ring).get("perso", "zoe")


def test_where_it_was_found_at_first_is_looked_at_first_and_the_rest_after_it():
    def unasked():
        raise AssertionError("no keyring is asked")

    known = Secrets("reseau-test", {"RESEAU_SECRET_WORK": "env"}, find_keyring=unasked)
    assert known.get("work", "zoe", origin="environment") == Secret("env", "environment")
    ring = over(RingInMemory())
    ring.keep("work", "zoe", "kept since")
    assert ring.get("work", "zoe", origin="environment") == Secret("kept since", "keyring")


@pytest.mark.parametrize(
    "ring", [RingThatForgets(), RingThatIsLocked(), None], ids=["forgets", "locked", "none"]
)
def test_a_keyring_that_does_not_keep_is_not_believed(ring):
    assert over(ring).keep("perso", "zoe", "s3cret") == ""


def test_a_keyring_that_hangs_is_left_after_the_time_and_not_asked_again():
    store = over(RingThatHangs(), {"RESEAU_SECRET_PERSO": "from the environment"}, timeout_s=0.05)
    for _ in range(3):
        assert store.get("perso", "zoe").origin == "environment"
    assert RingThatHangs.asked == 1


def test_the_order_is_keyring_environment_file_credentials_command_prompt(tmp_path):
    ring = RingInMemory()
    (tmp_path / "RESEAU_SECRET_PERSO").write_text("from systemd\n")
    docker = tmp_path / "docker"
    docker.write_text("from docker\r\nsecond line")
    environ = {
        "RESEAU_SECRET_PERSO": "from the environment",
        "RESEAU_SECRET_PERSO_FILE": str(docker),
        "CREDENTIALS_DIRECTORY": str(tmp_path),
    }
    command = f"{sys.executable} -c \"print('from the command')\""
    ring.set_password("reseau-test/perso", "zoe", "from the keyring")
    store = over(ring, environ, ask=lambda *_: "from the prompt")
    order = []
    for leave in (ring.kept.clear, *(lambda n=n: environ.pop(n) for n in list(environ))):
        order.append(store.get("perso", "zoe", command=command).value)
        leave()
    order.append(store.get("perso", "zoe", command=command).value)
    order.append(store.get("perso", "zoe").value)
    assert order == [
        "from the keyring",
        "from the environment",
        "from docker",
        "from systemd",
        "from the command",
        "from the prompt",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("perso", "RESEAU_SECRET_PERSO"),
        ("Nextcloud-2", "RESEAU_SECRET_NEXTCLOUD_2"),
        ("été à Lyon", "RESEAU_SECRET__T____LYON"),
    ],
    ids=["plain", "dash", "accents"],
)
def test_the_variable_is_the_name_in_capitals_and_underscores(name, expected):
    assert variable(name) == expected


@pytest.mark.parametrize(
    "command",
    [
        "/no/such/program",
        f"{sys.executable} -c 'import sys; sys.exit(3)'",
        f"{sys.executable} -c ''",
        '"unbalanced',
    ],
    ids=["missing", "fails", "prints-nothing", "unbalanced"],
)
def test_a_password_command_that_fails_is_said_and_nobody_is_asked(command):
    with pytest.raises(NotAuthorised) as error:
        over(None, ask=nobody).get("perso", "zoe", command=command)
    assert error.value.code == "book.password-command-failed"


def test_a_password_command_is_no_shell():
    with pytest.raises(NotAuthorised):
        over(None).get("perso", "zoe", command="true; echo pwned")


def test_a_password_that_is_nowhere_names_the_variable_to_set():
    with pytest.raises(NotAuthorised) as error:
        over(None).get("perso", "zoe")
    assert error.value.values == {"name": "perso", "variable": "RESEAU_SECRET_PERSO"}
    assert error.value.exit_code == 4


def test_a_password_never_shows_in_a_repr():
    store = over(RingInMemory(), {"RESEAU_SECRET_PERSO": "s3cret"})
    assert "s3cret" not in repr(store.get("perso", "zoe")) + repr(store)


class PlaintextKeyring(RingInMemory):
    """Stands for keyrings.alt, which keyring takes by itself as soon as it is installed."""

    priority = 0.5


PlaintextKeyring.__module__ = "keyrings.alt.file"


class SafeRing(RingInMemory):
    priority = 5


@pytest.mark.parametrize(
    "ring", [null.Keyring(), fail.Keyring(), PlaintextKeyring()], ids=["null", "fail", "plain-text"]
)
def test_back_ends_that_forget_or_keep_plain_text_are_refused(ring, monkeypatch):
    monkeypatch.setattr(keyring, "get_keyring", lambda: ring)
    assert usable_keyring() is None
    assert Secrets("reseau-test", {}).keep("perso", "zoe", "s3cret") == ""
    assert getattr(ring, "kept", {}) == {}


def test_of_chained_back_ends_the_first_safe_one_is_used_alone(monkeypatch):
    plain, safe = PlaintextKeyring(), SafeRing()

    class Chain(ChainerBackend):
        backends = [plain, safe]  # noqa: RUF012

    monkeypatch.setattr(keyring, "get_keyring", lambda: Chain())  # noqa: PLW0108
    assert usable_keyring() is safe


def test_the_null_back_end_chosen_by_the_environment_is_refused_in_the_real_program():
    code = (
        "from sync.config.secrets import Secrets\n"
        "store = Secrets('reseau-test', {})\n"
        "print(repr(store.keep('perso', 'zoe', 'x')), repr(store.backend()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring", "PATH": ""},
    )
    assert done.stdout.strip() == "'' ''"


def test_keyring_is_imported_only_when_a_password_is_needed():
    code = "import sys; import sync.config.secrets; print('keyring' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
    assert secrets.TIMEOUT_S == 5.0
