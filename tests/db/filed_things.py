"""What the search keeps under pairs of characters, thing by thing, however it was filed."""

from __future__ import annotations


def pairs_of(connection):
    """Return each pair with each order that is filed under it, alone or in a lot."""
    alone = connection.exec_driver_sql("SELECT pair, id FROM search_pairs WHERE kind = 5").all()
    lots = connection.exec_driver_sql("SELECT pair, first, many, places FROM search_lots WHERE kind = 5").all()
    found = [tuple(row) for row in alone]
    for pair, first, many, places in lots:
        keys = [first + int(place) for place in places.strip(",").split(",") if place]
        assert len(keys) == many
        assert keys == sorted(set(keys))
        found += [(pair, key) for key in keys]
    assert len(found) == len(set(found))
    return set(found)
