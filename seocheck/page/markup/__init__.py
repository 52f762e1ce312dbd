"""Structured data in one shape: JSON-LD, microdata and RDFa as nodes that know where each value stands."""
