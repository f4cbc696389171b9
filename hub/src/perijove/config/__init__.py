"""What the configuration says, and what it adds to JupyterHub's."""
