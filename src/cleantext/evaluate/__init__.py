"""First floor: how far a cleaner comes on texts of which it is known what should remain. Needs rapidfuzz."""
