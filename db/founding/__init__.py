"""Offices as a whole: made, examined, brought up to today's form, carried to a server, and restored."""
