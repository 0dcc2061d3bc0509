"""CardDAV (RFC 6352) as an address book: our own small client on httpx2 and lxml.

discovery    from what the user typed to the address books behind it
book         the port `AddressBook` over one collection
client       requests: credentials, redirects, retries, bounds
multistatus  the XML that goes out and comes back
hrefs        names of resources, compared in one canonical spelling

Nothing but this package talks to an address-book server, and it sends nothing to a host that the user
did not name. httpx2 and lxml are imported when the first request is made.
"""
