"""Drafts of e-mails (`.eml`, RFC 5322) and `mailto` links (RFC 6068): opened in the user's own program, never sent by us."""

from __future__ import annotations

from email.headerregistry import Address as Mailbox
from email.message import EmailMessage
from email.policy import SMTP
from urllib.parse import quote

from sync.normalize.text import LONGEST


def draft(name: str, address: str, subject: str, text: str) -> bytes:
    """Return a draft to one person; `X-Unsent` makes Outlook open it as one that is still to be sent."""
    message = EmailMessage(policy=SMTP)
    local, _, domain = address.rpartition("@")
    # The library takes a second to fold a heading of some thousand letters, and four of twice as many.
    message["To"] = Mailbox(display_name=" ".join(name[:LONGEST].split()), username=local, domain=domain)
    message["Subject"] = " ".join(subject[:LONGEST].split())
    message["X-Unsent"] = "1"
    message.set_content(text)
    return bytes(message)


def mailto(address: str, subject: str, text: str) -> str:
    r"""Return a link that opens a new message; line ends are CR LF, as RFC 6068 §5 asks.

    >>> mailto("zoe@example.org", "Bonne année", "Chère Zoé,\n…")
    'mailto:zoe@example.org?subject=Bonne%20ann%C3%A9e&body=Ch%C3%A8re%20Zo%C3%A9%2C%0D%0A%E2%80%A6'
    """
    body = text.replace("\r\n", "\n").replace("\n", "\r\n")
    return (
        f"mailto:{quote(address, safe='@+.-_')}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"
    )
