"""Two address books brought together: what each side changed since both were last seen, as plain values.

entry    one property of a card with all that belongs to it, in a form that can be compared
base     the last text a book was seen to hold for a card. Each book has its own: servers write cards down in
         their own way, and a difference that was there last time is nobody's edit
edits    what is to be taken out of a card, and put into it
pair     a card of one book and its copy in the other

`threeway` merges two cards property by property, `pairing` finds which card is whose copy, `guards` says when
nothing may be deleted. Pure functions: no store, no clock, no connection.
"""
