"""WebDAV (RFC 4918) as CardDAV, CalDAV and published files need it: our own small client on lxml.

client       requests: credentials, redirects, retries, bounds
wire         how they travel: connections, certificates, proxies; `digest` for servers that want that
discovery    from what the user typed to the collections behind it
multistatus  the XML that goes out and comes back
hrefs        names of resources, compared in one canonical spelling

Only this package sends anything, and nothing goes to a host that the user did not name. The wire and
lxml are imported when the first request is made.
"""
