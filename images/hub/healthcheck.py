"""Checks the health of JupyterHub through its proxy: exit status 0 or 1."""

import os
import ssl
import sys
import urllib.error
import urllib.request


def main() -> int:
    tls = os.environ.get("JUPYTERHUB_SSL_ENABLED", "0").lower() in {"1", "true", "yes", "on"}
    base = os.environ.get("JUPYTERHUB_BASE_URL", "/").strip("/")
    port = os.environ.get("PERIJOVE_PORT", "8000")
    path = "/".join(part for part in (base, "hub/health") if part)
    # Our self-signed certificate on the loopback interface needs no verification.
    context = ssl._create_unverified_context() if tls else None
    url = f"{'https' if tls else 'http'}://127.0.0.1:{port}/{path}"
    try:
        with urllib.request.urlopen(url, timeout=8, context=context) as response:
            return 0 if response.status == 200 else 1
    except (urllib.error.URLError, OSError) as error:
        print(f"{url}: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
