"""Addresses under /hub/api/perijove."""
