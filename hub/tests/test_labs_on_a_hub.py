"""Labs, scopes and restarts on a real JupyterHub."""

from __future__ import annotations

import asyncio
import json
import re

import pytest

from .fake_backend import failed, ready, step
from .real_hub import SERVICE_TOKEN, FakeLab
from .world import (
    ADMIN,
    USER,
    USER_PASSWORD,
    World,
    oauth_token,
    scopes_of,
    service_token,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_an_administrators_token_on_our_pages_may_administer(world: World) -> None:
    token = await service_token(world, await world.admin())
    scopes = await scopes_of(world, token)
    assert {"admin-ui", "access:servers"} <= scopes
    assert {"access:services", "access:services!service=perijove"} & scopes
    model = await world.hub.api(f"/users/{ADMIN}")
    assert isinstance(model, dict)
    assert model["admin"] is True


async def test_a_users_token_loses_the_scopes_they_do_not_hold(world: World) -> None:
    token = await service_token(world, await world.user())
    scopes = await scopes_of(world, token)
    assert "access:services!service=perijove" in scopes
    assert not {"admin-ui", "custom:perijove:notify", "custom:perijove:admin"} & scopes
    # Their own lab, and no service beside ours unless a role says so.
    assert not {"access:servers", "access:services"} & scopes
    model = await world.hub.api("/user", token=token)
    assert isinstance(model, dict)
    assert model["name"] == USER


async def test_a_lab_token_names_its_owner_and_can_do_no_more(world: World) -> None:
    for browser, name in ((await world.admin(), ADMIN), (await world.user(), USER)):
        asked = await world.start_lab(browser, name)
        token = await oauth_token(
            browser,
            asked["env"]["JUPYTERHUB_CLIENT_ID"],
            asked["env"]["JUPYTERHUB_API_TOKEN"],
            f"/user/{name}/oauth_callback",
        )
        scopes = await scopes_of(world, token)
        assert "access:services!service=perijove" in scopes
        others = {scope for scope in scopes if not scope.startswith(("read:users", "access:"))}
        assert others == set()
        await world.stop_lab(name)


async def test_a_program_in_a_lab_extends_its_own_session_and_can_do_no_more(world: World) -> None:
    asked = await world.start_lab(await world.user(), USER)
    token = asked["env"]["JUPYTERHUB_API_TOKEN"]
    address = "/hub/api/perijove/session"
    headers = {"Authorization": f"token {token}"}
    script = world.hub.browser()

    shown = await script.call("GET", address, headers=headers)
    assert shown.json() == {"asked": f"/internal/v1/sessions/{USER}", "body": None}
    extended = await script.call("POST", address, headers=headers, body=b'{"hours": 1.5}')
    assert extended.json() == {"asked": f"/internal/v1/sessions/{USER}", "body": {"hours": 1.5}}

    for body in (b"", b"{}", b'{"hours": true}', b'{"hours": -1}', b'{"hours": 1e400}'):
        assert (await script.call("POST", address, headers=headers, body=body)).status == 422
    world.backend.failures.append(
        (409, {}, b'{"error": {"code": "extension_exhausted", "message": "All is used."}}')
    )
    refused = await script.call("POST", address, headers=headers, body=b'{"hours": 1}')
    assert (refused.status, refused.json()["message"]) == (409, "All is used.")
    world.backend.failures.append((503, {"Retry-After": "3"}, b"{}"))
    away = await script.call("POST", address, headers=headers, body=b'{"hours": 1}')
    assert (away.status, away.headers["retry-after"]) == (503, "3")

    scopes = await scopes_of(world, token)
    assert {scope for scope in scopes if not scope.startswith(("read:users", "access:"))} == {
        f"users:activity!user={USER}",
        f"custom:perijove:session!server={USER}/",
    }
    assert "access:services!service=perijove" not in scopes
    await world.stop_lab(USER)
    # The token ends with the server.
    assert (await script.call("GET", address, headers=headers)).status == 403


async def test_nobody_else_may_ask_for_a_labs_session(world: World) -> None:
    address = "/hub/api/perijove/session"
    user = await world.user()
    page_token = await service_token(world, user)
    script = world.hub.browser()
    for headers in (
        {},
        {"Authorization": "token made-up"},
        {"Authorization": f"token {page_token}"},
    ):
        assert (await script.call("GET", address, headers=headers)).status == 403
        assert (await script.call("POST", address, headers=headers, body=b"{}")).status in (
            403,
            422,
        )


async def test_a_start_sends_what_the_lab_needs(world: World) -> None:
    asked = await world.start_lab(await world.user(), USER)
    env = asked["env"]
    assert env["JUPYTERHUB_USER"] == USER
    assert env["JUPYTERHUB_SERVICE_PREFIX"] == f"/user/{USER}/"
    assert env["JUPYTERHUB_DEFAULT_URL"] == "/lab"
    assert all(isinstance(value, str) for value in env.values())
    assert "PATH" not in env
    assert asked["command"] == ["jupyterhub-singleuser"]
    assert (asked["groups"], asked["admin"], asked["port"]) == ([], False, 8888)
    await world.stop_lab(USER)
    assert [request.path for request in world.backend.asked("DELETE")][-1] == (
        f"/internal/v1/servers/{USER}"
    )


async def test_a_start_outlives_the_request_that_asked_for_it(world: World) -> None:
    await world.user()
    for _ in range(3):
        world.backend.starts = [[0.3, ready(world.lab.url)]]
        await world.hub.api(f"/users/{USER}/server", method="POST")
        for _ in range(100):
            model = await world.hub.api(f"/users/{USER}")
            assert isinstance(model, dict)
            server = model["servers"].get("", {})
            if server.get("ready"):
                break
            await asyncio.sleep(0.1)
        assert server.get("ready"), model
        await world.stop_lab(USER)
    assert "Rolling back" not in world.hub.log
    assert "has no attribute 'url'" not in world.hub.log


async def test_progress_reaches_the_page(world: World) -> None:
    user = await world.user()
    world.backend.starts = [
        [
            step("pulling", 42, "Pulling: 42 %"),
            1.5,
            step("waiting", 0, "Waiting"),
            ready(world.lab.url),
        ]
    ]
    page = await user.get(f"/hub/spawn/{USER}")
    assert page.path == f"/hub/spawn-pending/{USER}"
    found = re.search(r'EventSource\("([^"]+)"\)|data-progress-url="([^"]+)"', page.text)
    assert found, page.text
    url = (found.group(1) or found.group(2)).replace("&amp;", "&")
    stream = await user.get(url)
    events = [json.loads(line[6:]) for line in stream.text.splitlines() if line.startswith("data:")]
    assert {"progress": 28, "message": "Pulling: 42 %", "phase": "pulling"} in events
    assert events[-1]["ready"] is True
    assert [event["progress"] for event in events] == sorted(e["progress"] for e in events)
    await world.stop_lab(USER)


async def test_a_failed_start_is_explained(world: World) -> None:
    user = await world.user()
    world.backend.starts = [[failed("image_not_found", "There is no image named nowhere:1.")]]
    page = await user.get(f"/hub/spawn/{USER}")
    for _ in range(50):
        if "There is no image named nowhere:1." in page.text:
            break
        await asyncio.sleep(0.1)
        page = await user.get(f"/hub/spawn-pending/{USER}")
    assert "There is no image named nowhere:1." in page.text


async def test_a_lab_lives_through_a_restart_of_the_hub(world: World) -> None:
    await world.start_lab(await world.user(), USER)
    stops = len(world.backend.asked("DELETE"))
    await world.hub.stop()
    await world.hub.start()
    user = world.hub.browser()
    await user.sign_in(USER, USER_PASSWORD)
    for _ in range(50):
        page = await user.get(f"/user/{USER}/", follow=False)
        if page.text == "lab":
            break
        await asyncio.sleep(0.2)
    assert page.text == "lab"
    assert len(world.backend.asked("DELETE")) == stops
    await world.stop_lab(USER)


async def test_a_lab_that_moved_is_found_at_its_new_address(world: World) -> None:
    user = await world.user()
    await world.start_lab(user, USER)
    moved = await FakeLab("moved").listen()
    try:
        world.backend.states[f"/internal/v1/servers/{USER}"] = {
            "state": "running",
            "url": moved.url,
        }
        for _ in range(100):
            page = await user.get(f"/user/{USER}/", follow=False)
            if page.text == "moved":
                break
            await asyncio.sleep(0.2)
        assert page.text == "moved", world.hub.log[-3000:]
    finally:
        await world.stop_lab(USER)
        await moved.close()


async def test_the_groups_with_power_over_the_host_are_there(world: World) -> None:
    groups = await world.hub.api("/groups")
    assert isinstance(groups, list)
    assert {"docker-sock", "docker-privileged"} <= {group["name"] for group in groups}


async def test_a_built_in_group_cannot_be_deleted_and_is_there_from_the_start(world: World) -> None:
    answer = await world.hub.api("/groups/docker-sock", method="DELETE")
    assert isinstance(answer, dict)
    assert answer["status"] == 409
    model = await world.hub.api("/groups/docker-sock")
    assert isinstance(model, dict)
    assert (model["name"], model["users"]) == ("docker-sock", [])


async def test_a_start_sends_what_its_groups_say_at_that_moment(world: World) -> None:
    user = await world.user()
    ours = {"limits": {"memoryBytes": 2**31}}
    members = {"users": [USER]}
    await world.hub.api(
        "/groups/class-a/properties", method="PUT", body={"theme": "dark", "perijove": ours}
    )
    await world.hub.api("/groups/class-a/users", method="POST", body=members)
    asked = await world.start_lab(user, USER)
    assert (asked["groups"], asked["groupSettings"]) == (["class-a"], {"class-a": ours})
    await world.stop_lab(USER)
    await world.hub.api("/groups/class-a/users", method="DELETE", body=members)
    asked = await world.start_lab(user, USER)
    assert (asked["groups"], asked["groupSettings"]) == ([], {})
    await world.stop_lab(USER)


async def test_who_looks_after_a_group_brings_just_that_right_to_our_pages(world: World) -> None:
    await world.user()
    await world.change_members("POST", "tutors", USER)
    scopes = await scopes_of(world, await service_token(world, await world.user()))
    rights = {"list:users", "groups", "servers", "custom:perijove:notify"}
    assert {f"{right}!group=class-a" for right in rights} <= scopes
    assert not rights & scopes
    assert not {"admin:users", "admin:groups"} & {scope.partition("!")[0] for scope in scopes}
    await world.change_members("DELETE", "tutors", USER)
    scopes = await scopes_of(world, await service_token(world, await world.user()))
    assert not {scope for scope in scopes if "!group=" in scope}


async def test_remembered_addresses_lead_to_our_pages(world: World) -> None:
    user = await world.user()
    for page in ("activity", "notifications", "settings", "volumes"):
        answer = await user.get(f"/hub/{page}", follow=False)
        assert answer.status == 302
        assert answer.headers["location"] == f"/services/perijove/{page}"
    answer = await user.get("/hub/", follow=False)
    assert answer.headers["location"] == "/services/perijove/"
    stranger = await world.hub.browser().get("/hub/activity", follow=False)
    assert stranger.headers["location"].startswith("/hub/login")


async def test_the_backend_may_do_its_work_and_no_more(world: World) -> None:
    users = await world.hub.api("/users")
    assert isinstance(users, list)
    assert {"admin", "groups", "servers", "last_activity"} <= set(users[0])
    assert isinstance(await world.hub.api("/groups"), list)
    services = await world.hub.api("/services", token=SERVICE_TOKEN)
    assert isinstance(services, dict)
    assert services["perijove"]["display"] is False
    page = await world.hub.browser().post(
        "/hub/api/users/mallory", {}, headers={"Authorization": f"token {SERVICE_TOKEN}"}
    )
    assert page.status == 403


async def test_the_backend_hears_what_the_hub_allows_of_named_servers(world: World) -> None:
    rules = await world.hub.api("/perijove/named-servers", token=SERVICE_TOKEN)
    assert isinstance(rules, dict)
    rules.pop("slugs")  # as its version has it
    assert rules == {"allowed": False, "limit": None, "optionsForm": False}
    user = await service_token(world, await world.user())
    refused = await world.hub.api("/perijove/named-servers", token=user)
    assert isinstance(refused, dict)
    assert refused["status"] == 403
