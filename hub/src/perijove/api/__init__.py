"""The API under /hub/api/perijove, for the backend and for labs."""
