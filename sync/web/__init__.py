"""The page and the feed over HTTP, on the same use-cases as the command line.

site    routes, who may come in, the headers every answer carries
feed    the calendar to subscribe to
page    where things stand, as a plain page
"""
