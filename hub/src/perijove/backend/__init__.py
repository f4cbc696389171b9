"""The client of the backend's internal API."""
