"""JSON-LD: strict reading with places, what kind of fault a broken block has, and what it still says."""
