"""The page and the feed over HTTP, on the same use-cases as the command line.

site       routes, who may come in, the headers every answer carries
view       pages from templates; links that do no harm
home       both duties and what to do next; taking a step back; trying an example
importing  files from the browser: seen first, then kept
review     who is who
week       whom to be in touch with
renew      how the network wears out and renews itself, in pictures; `report_words`, `report_page` serve it
campaigns  words to many people, ticked off
books      address books: connect, see what would happen, sync
options    settings; all data out
people     find people; one person with sources
calendar   the calendar on the telephone
feed       the calendar to subscribe to
actions    the links inside calendar events
page       plain pages that need no session, and where things stand
"""
