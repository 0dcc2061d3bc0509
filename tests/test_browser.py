"""The page in a real browser: the five-minute story, in both languages, wide and narrow, and once by keyboard alone.

On every page: nothing in the console, no request to anybody else, no sideways scrolling, and nothing that axe-core
objects to (WCAG 2.2 AA). `python -m tests.test_browser` takes the pictures of README and docs anew.
"""

import contextlib
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from sync.messages import Wording
from sync.web import view
from tests.address_book_suite import card
from tests.conftest import ROOT, SAMPLES
from tests.exports import Exports
from tests.test_page import HOSTILE
from tests.test_serve import Server

sync_api = pytest.importorskip("playwright.sync_api")
axe = pytest.importorskip("axe_playwright_python.sync_playwright")

DEMO = SAMPLES / "demo"
DROPPED = ("Complete_LinkedInDataExport_11-18-2026.zip", "carnet.vcf", "agenda.ics", "suivi.xlsx")
PICTURES = ROOT / "docs" / "pictures"
PAGES = (
    "/",
    "/week",
    "/people",
    "/review",
    "/renew",
    "/campaigns",
    "/calendar",
    "/books",
    "/import",
    "/settings",
)
WIDE, NARROW = (1200, 900), (320, 700)


def chromium():
    """Return where a browser is, or an empty text."""
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return found
    with sync_api.sync_playwright() as started:
        own = started.chromium.executable_path
    return own if Path(own).is_file() else ""


BROWSER = chromium()
pytestmark = pytest.mark.skipif(not BROWSER, reason="NO CHROMIUM HERE: the page was not tried in a browser")


class Desk:
    """A person at a browser, who notices what should not be there."""

    def __init__(self, context, server):
        self.server, self.page, self.odd = server, context.new_page(), []
        self.base = f"http://127.0.0.1:{server.port}"
        self.page.on("console", lambda told: self.odd.append(f"console: {told.text}"))
        self.page.on("pageerror", lambda told: self.odd.append(f"error: {told}"))
        self.page.on("dialog", lambda told: self.odd.append(f"dialog: {told.message}"))
        self.page.on("request", self.asked)

    def asked(self, request):
        if not request.url.startswith((self.base, "data:")):
            self.odd.append(f"foreign: {request.url}")

    def log_in(self):
        self.page.goto(self.server.link)

    def go(self, path):
        self.page.goto(self.base + path)
        self.look()

    def look(self):
        """Hold the page that is shown against what every page promises."""
        self.page.wait_for_load_state()
        found = axe.Axe().run(self.page).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], self.page.url
        width, room = self.page.evaluate("[document.documentElement.scrollWidth, innerWidth]")
        assert width <= room, f"{self.page.url} is wider than its window"
        assert self.odd == []

    def press(self, text):
        self.page.get_by_role("button", name=text, exact=False).first.click()
        self.look()

    def tab_to(self, locator):
        """Press Tab until the element has the focus."""
        for _ in range(80):
            if locator.evaluate("one => one === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {locator}")


@contextlib.contextmanager
def desk(folder, language="en", size=WIDE, scheme="light"):
    """Serve an empty home, and sit down before it."""
    server = Server(folder / "home", RESEAU_LANG=language)
    try:
        with sync_api.sync_playwright() as started:
            # Without a sandbox of its own where the tests run as root.
            told = ["--no-sandbox"] if hasattr(os, "geteuid") and not os.geteuid() else []
            browser = started.chromium.launch(executable_path=BROWSER, args=told)
            context = browser.new_context(
                viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, locale=language
            )
            one = Desk(context, server)
            one.log_in()
            yield one
            browser.close()
    finally:
        server.stop()


@pytest.mark.parametrize(
    ("language", "size", "scheme"), [("en", WIDE, "light"), ("fr", NARROW, "dark")], ids=["wide", "narrow"]
)
def test_the_five_minute_story(tmp_path, language, size, scheme):
    words = Wording(language)
    with desk(tmp_path, language, size, scheme) as one:
        page = one.page
        one.look()
        # From files to a network: first seen, then kept.
        page.set_input_files("#files", [DEMO / name for name in DROPPED])
        page.get_by_role("button", name=words("site.look")).click()
        # What takes a while is waited for on a page of its own, which goes on by itself.
        page.wait_for_selector("form[action$='/keep']")
        one.look()
        assert words("site.found") in page.inner_text("h1")
        page.get_by_role("button", name=words("site.keep")).first.click()
        page.wait_for_url("**/imported**")
        one.look()
        assert words("site.imported") in page.inner_text("h1")
        # A doubt is answered with one key, and the answer taken back with another.
        one.go("/review")
        doubts = page.inner_text("main p")
        page.keyboard.press("d")
        page.wait_for_url("**/review?step=*")
        one.look()
        sync_api.expect(page.locator("main p").first).not_to_have_text(doubts, use_inner_text=True)
        page.keyboard.press("u")
        page.wait_for_url("**/review?undone")
        sync_api.expect(page.locator("main")).to_contain_text(doubts, use_inner_text=True)
        # A touchpoint is ticked off.
        one.go("/week")
        first = page.inner_text("article h2 >> nth=0")
        one.press(words("site.done"))
        sync_api.expect(page.locator("main article").first).not_to_contain_text(first)
        # Somebody is found while the name is typed.
        one.go("/people")
        page.fill("#q", "LEFEVRE")
        if not view.has_htmx():
            page.keyboard.press("Enter")
        sync_api.expect(page.locator("#found")).not_to_contain_text("Ashcombe")
        page.click("#found a >> nth=0")
        one.look()
        assert "Lefèvre" in page.inner_text("h1")
        # One of several records is somebody else's: it is taken out, and put back.
        records = page.locator("input[name=record]").count()
        if records > 1:
            page.locator("details", has=page.locator("input[name=record]")).locator("summary").click()
            page.check("#record-2")
            one.press(words("site.split-now"))
            assert page.locator("input[name=record]").count() == (records - 1 if records > 2 else 0)
            one.press(words("site.undo"))
        one.go("/people?tier=close&silent=1")
        assert "Lefèvre" not in page.inner_text("#found")
        # A campaign is made, and one of its cards ticked off.
        one.go("/campaigns")
        one.press(words("site.campaign-make"))
        for link in page.locator("main p.row a").all():
            with page.expect_download() as got:
                link.click()
            assert got.value.path().stat().st_size > 100
        one.press(words("site.campaign-done"))
        assert words("campaign.state-done") in page.inner_text("main")
        for path in PAGES:
            one.go(path)


def test_an_address_book_is_connected_looked_at_and_synced(tmp_path):
    book = tmp_path / "cards"
    book.mkdir()
    (book / "zoe.vcf").write_bytes(card("zoe", name="Zoé Delaunay"))
    with desk(tmp_path) as one:
        page = one.page
        one.go("/books")
        page.fill("#book-name", "phone")
        page.fill("#book-place", str(book))
        one.press("Connect")
        one.press("See what would happen")
        assert "Zoé Delaunay" in page.inner_text("main")
        one.press("Do it")
        one.go("/people")
        assert "Zoé Delaunay" in page.inner_text("#found")
        one.go("/books")
        one.press("See what would happen")
        assert "both sides are alike" in page.inner_text("main")
        one.go("/books")
        page.fill("#book-name", "phone 2")
        page.fill("#book-place", str(tmp_path / "nowhere.vcf"))
        page.get_by_role("button", name="Connect").click()
        assert "nowhere.vcf" in page.inner_text("main")


def test_the_story_by_keyboard_alone(tmp_path):
    with desk(tmp_path) as one:
        page = one.page
        one.tab_to(page.locator("#files"))
        for tries in range(4):
            # A browser under load may miss a key; a person presses again.
            try:
                with page.expect_file_chooser(timeout=8_000) as chosen:
                    page.keyboard.press("Space")
                break
            except sync_api.TimeoutError:
                assert tries < 3
        chosen.value.set_files([DEMO / name for name in DROPPED])
        one.tab_to(page.get_by_role("button", name="Look at them"))
        page.keyboard.press("Enter")
        page.wait_for_selector("form[action$='/keep']")
        one.tab_to(page.locator("form[action$='/keep'] button"))
        page.keyboard.press("Enter")
        page.wait_for_url("**/imported**")
        page.goto(one.base + "/week")
        first = page.inner_text("article h2 >> nth=0")
        one.tab_to(page.locator("article button[value=done] >> nth=0"))
        page.keyboard.press("Enter")
        page.wait_for_url("**/week?step=*")
        sync_api.expect(page.locator("main article").first).not_to_contain_text(first)
        one.look()


def test_a_long_import_tells_how_far_it_is_and_goes_on_by_itself(tmp_path):
    place = tmp_path / "Connections.csv"
    place.write_bytes(Exports(1, 10_000, today="2026-11-18").csv())
    with desk(tmp_path) as one:
        one.page.set_input_files("#files", [place])
        one.page.get_by_role("button", name="Look at them").click()
        one.page.wait_for_selector("[data-hx-sse\\:connect] li")
        # The page goes on under the hands of who looks at it: what it promises is held still for that.
        still = one.page.context.new_page()
        still.route("**/events", lambda route: route.abort())
        still.goto(one.page.url)
        if still.locator("[data-hx-sse\\:connect]").count():
            found = axe.Axe().run(still).response["violations"]
            assert [one_["id"] for one_ in found] == []
        still.close()
        one.page.wait_for_selector("form[action$='/keep']")
        one.look()


def test_an_example_is_tried_and_left_and_nothing_of_it_stays(tmp_path):
    with desk(tmp_path) as one:
        one.press("Try with an example")
        assert "an example" in one.page.inner_text("h1")
        for path in PAGES:
            one.go(path)
        one.go("/")
        one.press("Leave the example")
        assert one.page.locator("#files").count() == 1
        one.go("/people")
        assert "0" in one.page.inner_text("#found p")


needs_htmx = pytest.mark.skipif(
    not view.has_htmx(), reason="NO HTMX HERE (make assets): what changes without loading was not tried"
)


@needs_htmx
def test_doubts_and_touchpoints_are_answered_without_loading_the_page_anew(tmp_path):
    with desk(tmp_path) as one:
        page = one.page
        one.press("Try with an example")
        one.go("/review")
        first = page.inner_text("article table")
        page.evaluate("window.same = true")
        page.keyboard.press("d")
        page.wait_for_url("**/review?step=*")
        page.wait_for_selector("form[action='/undo']")
        sync_api.expect(page.locator("article table")).not_to_have_text(first, use_inner_text=True)
        assert page.evaluate("document.activeElement.id") == "content"
        one.look()
        page.keyboard.press("u")
        page.wait_for_url("**/review?undone")
        sync_api.expect(page.locator("article table")).to_have_text(first, use_inner_text=True)
        page.keyboard.press("l")
        page.wait_for_url("**/review?at=*")
        sync_api.expect(page.locator("article table")).not_to_have_text(first, use_inner_text=True)
        assert page.evaluate("window.same") is True
        page.go_back()
        page.wait_for_url("**/review?undone")
        sync_api.expect(page.locator("article table")).to_have_text(first, use_inner_text=True)
        one.go("/week")
        page.evaluate("window.same = true")
        person = page.inner_text("article h2 >> nth=0")
        for word in map(Wording("en"), ("site.done", "site.in-a-week", "site.not-now")):
            person = page.inner_text("article h2 >> nth=0")
            before = page.url
            page.get_by_role("button", name=word).first.click()
            page.wait_for_url(lambda now, before=before: now != before)
            page.wait_for_selector("form[action='/undo']")
            one.look()
            sync_api.expect(page.locator("article h2").first).not_to_have_text(person)
        assert page.evaluate("window.same") is True


@needs_htmx
def test_the_page_tells_that_the_phone_has_read_the_calendar(tmp_path):
    with desk(tmp_path) as one:
        page = one.page
        one.go("/calendar")
        page.locator("form[action$='/rotate'] button").first.click()
        page.wait_for_selector("code")
        one.look()
        address = page.inner_text("code >> nth=0")
        got, _, _ = one.server.ask("GET", "/feed/" + address.rpartition("/feed/")[2], User_Agent="Phone")
        assert got == 200
        read = page.locator("[id^=read-]", has_text="Phone")
        sync_api.expect(read).to_be_visible(timeout=15_000)
        # The address, which is shown this once, is still there to scan.
        assert page.inner_text("code >> nth=0") == address
        assert one.odd == []


def test_without_what_npm_brings_the_same_forms_do_the_same(tmp_path):
    with desk(tmp_path) as one:
        page = one.page
        page.route("**/htmx.js", lambda route: route.abort())
        page.goto(one.base)
        page.click("form[action='/example'] button")
        page.wait_for_load_state()
        page.goto(one.base + "/review")
        first = page.inner_text("article table")
        page.keyboard.press("d")
        page.wait_for_url("**/review?step=*")
        sync_api.expect(page.locator("article table")).not_to_have_text(first, use_inner_text=True)
        page.goto(one.base + "/people")
        page.fill("#q", "LEFEVRE")
        page.keyboard.press("Enter")
        page.wait_for_url("**/people?q=LEFEVRE*")
        assert "Lefèvre" in page.inner_text("#found")


def test_hostile_names_do_nothing_in_a_browser(tmp_path):
    with desk(tmp_path) as one:
        place = tmp_path / "hostile.vcf"
        place.write_text(HOSTILE, encoding="utf-8")
        one.page.set_input_files("#files", [place])
        one.press("Look at them")
        one.press("Import")
        for path in PAGES:
            one.go(path)
        one.go("/people")
        for address in [link.get_attribute("href") for link in one.page.locator("#found a").all()]:
            one.go(address)
            assert one.page.locator("main a[href^='javascript']").count() == 0


def test_every_page_of_an_empty_home_says_what_to_do_next(tmp_path):
    with desk(tmp_path) as one:
        for path in PAGES:
            one.go(path)
            assert one.page.locator("main a, main form").count() > 0, path


def take_pictures():
    """Write the pictures of README and docs."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for language in ("en", "fr"):
        with tempfile.TemporaryDirectory() as folder, desk(Path(folder), language) as one:
            one.page.click("form[action='/example'] button")
            one.page.wait_for_load_state()
            for name, path in (
                ("home", "/"),
                ("week", "/week"),
                ("who-is-who", "/review"),
                ("renew", "/renew"),
            ):
                one.page.goto(one.base + path)
                one.page.screenshot(path=PICTURES / f"{name}-{language}.png")


if __name__ == "__main__":
    take_pictures()
