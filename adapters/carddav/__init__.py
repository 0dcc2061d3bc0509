"""CardDAV (RFC 6352) as an address book, over the client in `adapters.dav`.

book     the port `AddressBook` over one collection
account  what leads to the books of an account
texts    a card on its way to a server and back
"""
