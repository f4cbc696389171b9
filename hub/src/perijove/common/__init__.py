"""Mechanisms that know nothing of Perijove."""
