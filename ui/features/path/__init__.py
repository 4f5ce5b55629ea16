"""My path: where a person says they are, and what goes along with it."""
