"""A home that has become full, as its learner and as an attacker meet it."""

from __future__ import annotations

import contextlib
import os

import httpx
import websocket

from tests.integration.hub.harness import Academy, Learner, wait_for

NOTEBOOK = "basics/first/first.ipynb"
FILL = """
import os
for number in range(30):
    with open(f"big{number}.bin", "wb") as out: out.write(os.urandom(1024 * 1024))
print("filled")
"""


def save(learner: Learner) -> httpx.Response:
    return learner.try_to_save(NOTEBOOK, learner.get(f"api/contents/{NOTEBOOK}").json()["content"])


def wait_until_saving_gives(learner: Learner, status: int) -> None:
    wait_for(lambda: save(learner).status_code == status, f"saving to give {status}", seconds=40)


def stop(academy: Academy, name: str) -> None:
    academy.hub_api("DELETE", f"/users/{name}/server")
    wait_for(lambda: not academy.hub_api("GET", f"/users/{name}").json()["server"], "the end", 30)


def test_a_full_home_says_so_and_takes_files_again_after_tidying_up(
    small_academy: Academy,
) -> None:
    anna = Learner(small_academy, "anna.b")
    anna.open("basics", "first").raise_for_status()
    assert anna.run(FILL) == "filled\n"

    wait_until_saving_gives(anna, 507)
    said = save(anna).json()["message"]
    more = anna.run("open('more.bin', 'wb').write(bytes(1024 * 1024))")
    receipt = anna.post("academy/submit/basics/first")
    second = anna.get("academy/open/basics/second")
    for number in range(30):
        assert anna.delete(f"big{number}.bin").status_code == 204
    wait_until_saving_gives(anna, 200)

    assert said.startswith("Your workspace is full: it may hold 20 MB. Delete files")
    assert "File too large" in more
    assert receipt.status_code == 201
    assert second.status_code == 200, "small files still fit"
    assert anna.run("print(open('new.bin', 'wb').write(bytes(1024 * 1024)))") == "1048576\n"


def test_a_full_home_opens_for_tidying_up(small_academy: Academy) -> None:
    ben = Learner(small_academy, "ben")
    ben.open("basics", "first").raise_for_status()
    assert ben.run(FILL) == "filled\n"
    stop(small_academy, "ben")

    ben.open("basics", "first").raise_for_status()

    assert save(ben).status_code == 507
    assert "File too large" in ben.run("open('x', 'wb').write(bytes(1024 * 1024))")
    assert ben.run("import glob, os\nfor n in glob.glob('big*'): os.unlink(n)") == ""
    wait_until_saving_gives(ben, 200)


def test_who_fills_a_closed_home_with_small_files_is_stopped(small_academy: Academy) -> None:
    eve = Learner(small_academy, "eve")
    eve.open("basics", "first").raise_for_status()
    assert eve.run(FILL) == "filled\n"
    wait_until_saving_gives(eve, 507)

    with contextlib.suppress(websocket.WebSocketException, httpx.HTTPError, OSError):
        eve.run("import os\nfor n in range(1600): open(f's{n}', 'wb').write(os.urandom(60000))")
    wait_for(lambda: not small_academy.hub_api("GET", "/users/eve").json()["server"], "the end", 40)
    refused = eve.open("basics", "first", seconds=20)

    assert "Your workspace holds far more than it may" in refused.text
    assert not small_academy.hub_api("GET", "/users/eve").json()["server"]
    assert "MB in" in small_academy.log("hub")
    home = small_academy.state / "workspaces" / "eve"
    assert len(os.listdir(home)) > 1000, "nothing was deleted"
    for name in os.listdir(home):
        if name.startswith(("big", "s")):
            (home / name).unlink()
    assert "/lab/tree/" in eve.open("basics", "first").url.path


def test_files_can_be_hidden_neither_in_the_sockets_directory_nor_in_the_log(
    small_academy: Academy,
) -> None:
    carl = Learner(small_academy, "carl")
    carl.open("basics", "first").raise_for_status()

    carl.run("import os\nos.chdir('/run/workspace')\n" + FILL)
    wait_until_saving_gives(carl, 507)
    carl.run("import os\nfor n in range(30): os.unlink(f'/run/workspace/big{n}.bin')")
    wait_until_saving_gives(carl, 200)
    carl.run(
        "import os\n"
        "for fd in range(64):\n"
        "    path = f'/proc/self/fd/{fd}'\n"
        "    if os.path.lexists(path) and os.readlink(path).endswith('carl.log'):\n"
        "        for _ in range(30): os.write(fd, bytes(1024 * 1024))\n"
        "        break\n"
        "else: raise LookupError"
    )
    wait_until_saving_gives(carl, 507)
