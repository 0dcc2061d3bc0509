"""CardDAV (RFC 6352) as an address book, over the client in `adapters.dav`.

book    the port `AddressBook` over one collection, and the service to look for
"""
