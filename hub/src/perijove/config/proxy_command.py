"""Starts JupyterHub's proxy so that it survives the loss of its log."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path

_COMMAND = "configurable-http-proxy"
_GUARD = Path(__file__).with_name("proxy_log.cjs")


def proxy_command(environ: Mapping[str, str]) -> list[str]:
    """For `ConfigurableHTTPProxy.command`.

    The guard comes by the environment, because the command may be a script or a wrapper of one;
    what the operator gives Node there stays.
    """
    if os.name != "posix" or shutil.which("env") is None:
        return [_COMMAND]
    given = environ.get("NODE_OPTIONS", "").strip()
    # Node reads a word in double quotes as JSON does, backslashes included.
    require = f"--require {json.dumps(str(_GUARD), ensure_ascii=False)}"
    return ["env", f"NODE_OPTIONS={' '.join(filter(None, [given, require]))}", _COMMAND]
