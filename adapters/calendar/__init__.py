"""Calendars: read `.ics` files of all ages into meetings, and write the feed to subscribe to."""
