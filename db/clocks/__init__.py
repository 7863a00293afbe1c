"""Open clocks in the archive: the wall of numbers, and how much is open by day, limit and holder."""
