"""One list of who may show the pages in a frame, for a real hub and what it tells its backend."""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path

import pytest
from traitlets.config import Config

from perijove import configure
from perijove.config.framing import configured, parse_origins

from .fake_backend import FakeBackend
from .real_hub import RealHub, TinyServer

CASES = json.loads((Path(__file__).parent / "frame_ancestors_cases.json").read_text())
LMS = "https://lms.example.org"


@pytest.mark.parametrize(("text", "origins"), CASES)
def test_origins_are_read_as_the_backend_reads_them(text: str, origins: list[str] | None) -> None:
    if origins is None:
        with pytest.raises(ValueError, match="no origin"):
            parse_origins(text)
    else:
        assert parse_origins(text) == origins


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (f"frame-ancestors {LMS} http://localhost", [LMS, "http://localhost"]),
        (f"default-src 'self'; Frame-Ancestors {LMS}; report-uri /x", [LMS]),
        ("frame-ancestors 'none'", []),
        # 'self' names every lab as well: JupyterHub's own pages keep what the operator wrote.
        (f"frame-ancestors 'self' {LMS}", []),
        ("script-src 'self'", []),
    ],
)
def test_what_jupyterhub_was_told_counts_for_all_pages(
    header: str, found: list[str], tmp_path: Path
) -> None:
    c = Config()
    c.JupyterHub.tornado_settings = {"headers": {"content-security-policy": header}}
    assert configured(c) == found
    settings = configure(c, {"PERIJOVE_DATA": str(tmp_path), "PERIJOVE_BACKEND": "backend.js"})
    (service,) = [one for one in c.JupyterHub.services if one["name"] == "perijove"]
    assert service["environment"]["PERIJOVE_FRAME_ANCESTORS"] == ",".join(found)
    assert settings.frame_ancestors == found


def test_cookies_go_into_frames_only_where_all_speak_tls_and_nobody_said_otherwise(
    tmp_path: Path,
) -> None:
    def options(ancestors: str, given: dict[str, object]) -> dict[str, object]:
        c = Config()
        if given:
            c.JupyterHub.tornado_settings = {"cookie_options": given}
        environ = {"PERIJOVE_DATA": str(tmp_path), "PERIJOVE_BACKEND": "backend.js"}
        configure(c, {**environ, "PERIJOVE_FRAME_ANCESTORS": ancestors})
        return dict(c.JupyterHub.tornado_settings.get("cookie_options", {}))

    assert options(LMS, {}) == {"samesite": "None", "secure": True}
    assert options("", {}) == {}
    assert options(f"{LMS},http://localhost:8080", {}) == {}
    assert options(LMS, {"SameSite": "Lax"}) == {"SameSite": "Lax"}
    assert options(LMS, {"domain": "x"}) == {"domain": "x", "samesite": "None", "secure": True}


@pytest.mark.asyncio
async def test_pages_of_a_real_hub_name_who_may_frame_them_and_never_their_own_host() -> None:
    with tempfile.TemporaryDirectory(prefix="pj-") as folder:
        backend, service = FakeBackend(), await TinyServer("service").listen()
        await backend.listen_tcp()
        settings = {"PERIJOVE_FRAME_ANCESTORS": f"{LMS}, https://hub.example.org"}
        settings["PERIJOVE_ALLOWED_HOSTS"] = "hub.example.org"
        hub = RealHub.with_fake(Path(folder), backend, service.url, settings)
        await hub.start()
        try:
            for path in ("/hub/login", "/hub/nowhere"):
                page = await hub.browser().get(path, headers={"Host": "hub.example.org"})
                policy = page.headers["content-security-policy"]
                assert re.findall(r"frame-ancestors ([^;]*)", policy) == [LMS], path
                cookies = page.headers.get("set-cookie", "")
                assert path != "/hub/login" or "SameSite=None" in cookies, cookies
        finally:
            await hub.stop()
            await backend.close()
            await service.close()
