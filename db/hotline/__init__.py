"""12345 work orders in the archive: kept, listed by saved view, found by words, claimed and answered."""
