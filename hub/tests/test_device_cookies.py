"""Only the hub says which browser a user has."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tornado.httputil import HTTPHeaders
from tornado.web import create_signed_value

from perijove.accounts import device_cookies
from perijove.accounts.device_cookies import DEVICE_DAYS, devices_of, key_of, renew_device_cookie

SECRET = b"s" * 32


class Client:
    """A browser that keeps one cookie, and the handler that it meets."""

    def __init__(self, *cookies: str, secret: bytes = SECRET) -> None:
        self.attributes: dict[str, Any] = {}
        headers = HTTPHeaders()
        for cookie in cookies:
            headers.add("Cookie", cookie)
        self.request = SimpleNamespace(headers=headers)
        self.settings = {"cookie_secret": secret}
        self.hub = SimpleNamespace(base_url="/hub/")
        self.cookie = ""

    def _set_cookie(self, name: str, value: str, encrypted: bool, **attributes: Any) -> None:
        assert encrypted
        self.attributes = attributes
        signed = create_signed_value(self.settings["cookie_secret"], name, value).decode()
        self.cookie = f'{name}="{signed}"'


def test_a_mark_comes_back_for_its_own_user_only() -> None:
    first = Client()
    mark = renew_device_cookie(first, "ada")
    assert dict(devices_of(Client(f"other=1; {first.cookie}"))) == {key_of("ada"): mark}


def test_the_cookie_is_for_the_hubs_own_pages_and_for_a_while() -> None:
    client = Client()
    renew_device_cookie(client, "ada")
    assert client.attributes == {"path": "/hub/", "expires_days": DEVICE_DAYS, "samesite": "Lax"}


def test_several_users_of_one_browser_have_a_mark_each_and_the_last_ones_stay() -> None:
    cookie, given = "", {}
    for number in range(12):
        client = Client(cookie)
        given[f"user-{number}"] = renew_device_cookie(client, f"user-{number}")
        cookie = client.cookie
    kept = devices_of(Client(cookie))
    assert dict(kept) == {key_of(name): mark for name, mark in list(given.items())[-8:]}
    assert len(cookie) < 1000


def test_a_further_sign_in_brings_a_new_mark_in_place_of_the_old() -> None:
    first = Client()
    renew_device_cookie(first, "ada")
    second = Client(first.cookie)
    mark = renew_device_cookie(second, "ada")
    assert dict(devices_of(Client(second.cookie))) == {key_of("ada"): mark}
    assert first.cookie != second.cookie


def test_what_a_client_makes_up_is_no_mark() -> None:
    forged = Client(secret=b"f" * 32)
    renew_device_cookie(forged, "ada")
    genuine = Client()
    renew_device_cookie(genuine, "ada")
    for cookie in (
        "perijove-device=0123456789abcdef0123456789abcdef",  # as the cookie once was
        "perijove-device=",
        'perijove-device="2|1:0|10:1700000000|"',
        forged.cookie,
        genuine.cookie[:-9] + '00000000"',
        genuine.cookie.replace("perijove-device", "perijove-other"),
    ):
        assert dict(devices_of(Client(cookie))) == {}


def test_a_cookie_planted_beside_ours_does_not_hide_it() -> None:
    client = Client()
    mark = renew_device_cookie(client, "ada")
    planted = "perijove-device=planted"
    for cookies in ((f"{planted}; {client.cookie}",), (client.cookie, planted)):
        assert dict(devices_of(Client(*cookies))) == {key_of("ada"): mark}
    flood = "; ".join([planted] * 1000)
    assert dict(devices_of(Client(flood))) == {}


def test_an_old_mark_is_none(monkeypatch: Any) -> None:
    client = Client()
    renew_device_cookie(client, "ada")
    monkeypatch.setattr(device_cookies, "DEVICE_DAYS", -1)
    assert dict(devices_of(Client(client.cookie))) == {}
