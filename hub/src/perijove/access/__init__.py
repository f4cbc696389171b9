"""Who may do what at JupyterHub's own addresses, and what is told of it."""
