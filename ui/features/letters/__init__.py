"""Letters: written alone, some of them sent sealed, one kept closed for oneself."""
