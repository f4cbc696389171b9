"""Rules at JupyterHub's own API, revocation, and what the audit log is told."""
