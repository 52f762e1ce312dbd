"""The network: a server that does everything wrong, and what becomes of the pages it was asked for."""
