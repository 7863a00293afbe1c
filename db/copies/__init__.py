"""Copies of a whole office: taken and trusted, in a file and on a server."""
