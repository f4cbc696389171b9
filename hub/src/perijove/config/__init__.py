"""Settings, strings, and what is added to JupyterHub's configuration."""
