"""The page and the feed over HTTP, on the same use-cases as the command line.

site       routes, who may come in, the headers every answer carries
view       pages from templates; links that do no harm
home       what to do next; taking a step back
importing  files from the browser: seen first, then kept
review     who is who
week       whom to be in touch with
people     find people; one person with sources
calendar   the calendar on the telephone
feed       the calendar to subscribe to
actions    the links inside calendar events
page       plain pages that need no session, and where things stand
"""
