"""The sandboxes' door to the portal, tried from a real sandbox: the exchange, nothing else."""

from __future__ import annotations

import pytest

from tests.integration.hub.harness import Academy, Learner
from tests.integration.hub.test_sandbox import probe

DOOR = """
import httpx
def door(**headers):
    transport = httpx.HTTPTransport(uds="/run/academy/exchange.sock")
    token = "token " + os.environ["JUPYTERHUB_API_TOKEN"]
    headers = {"Authorization": token, **{k.replace("_", "-"): v for k, v in headers.items()}}
    return httpx.Client(transport=transport, base_url="http://x", headers=headers, timeout=40)
def raw(text, wait=10):
    with socket.socket(socket.AF_UNIX) as line:
        line.settimeout(wait)
        line.connect("/run/academy/exchange.sock")
        line.sendall(text.encode())
        return line.recv(9999).decode().split("\\r\\n")[0]
"""


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/account/sign-in/",
        "/o/token/",
        "/cms/",
        "/healthz",
        "/api/exchange",
        "/api/other/",
        "//api/exchange/assignments",
        "/%61pi/exchange/assignments",
    ],
)
def test_other_addresses_are_not_there(anna: Learner, academy: Academy, path: str) -> None:
    found = probe(
        anna,
        f"""{DOOR}
attempt("get", lambda: raw("GET {path} HTTP/1.1\\r\\nHost: x\\r\\nConnection: close\\r\\n\\r\\n"))
attempt("post", lambda: raw("POST {path} HTTP/1.1\\r\\nHost: x\\r\\nContent-Length: 0\\r\\n\\r\\n"))
attempt("whole", lambda: raw("GET http://x{path} HTTP/1.1\\r\\nHost: x\\r\\n\\r\\n"))
""",
    )

    assert set(found.values()) == {"'HTTP/1.1 404 Not Found'"}
    assert not any(path in call.split()[1:] for call in academy.control()["calls"])


def test_the_exchange_answers_and_believes_no_forged_header(
    anna: Learner, academy: Academy
) -> None:
    found = probe(
        anna,
        f"""{DOOR}
forged = dict(X_Forwarded_For="203.0.113.9", X_Real_IP="203.0.113.9", Forwarded="for=1.2.3.4",
              X_Forwarded_Proto="gopher", X_Forwarded_Host="evil.example", Cookie="academy=1")
attempt("exercises", lambda: door(**forged).get("/api/exchange/assignments").status_code)
attempt("host", lambda: door(Host="evil.example").get("/api/exchange/assignments").status_code)
attempt("script", lambda: raw("GET /api/exchange/assignments HTTP/1.1\\r\\nHost: x\\r\\n"
    "SCRIPT_NAME: /api/exchange\\r\\nPATH_INFO: /\\r\\nConnection: close\\r\\n\\r\\n"))
attempt("stranger", lambda: door(Authorization="token no").get("/api/exchange/assignments"))
attempt("deleting", lambda: door().delete("/api/exchange/assignments").status_code)
""",
    )

    assert found["exercises"] == found["host"] == "200"
    assert found["script"] == "'HTTP/1.1 401 Unauthorized'"
    assert "401" in found["stranger"]
    assert found["deleting"] == "405"
    public = academy.public.removeprefix("http://")
    for headers in academy.control()["headers"]:
        assert headers["Host"] == public
        assert headers["X-Forwarded-Proto"] == "http"
        assert set(headers) <= {
            *("Host", "X-Forwarded-Proto", "Connection", "Content-Length", "Accept"),
            *("Authorization", "Content-Type", "Idempotency-Key"),
        }


def test_too_much_is_refused_and_dawdlers_hold_nobody_up(anna: Learner, academy: Academy) -> None:
    before = len(academy.control()["calls"])

    found = probe(
        anna,
        f"""{DOOR}
import time
start = "POST /api/exchange/basics/first/submissions HTTP/1.1\\r\\nHost: x\\r\\nAuthorization: "
attempt("announced", lambda: raw(start + "token a\\r\\nContent-Length: 99999999\\r\\n\\r\\n"))
lines = []
for number in range(12):
    line = socket.socket(socket.AF_UNIX)
    line.connect("/run/academy/exchange.sock")
    line.sendall(start.encode() + b"token me\\r\\nContent-Length: 1000\\r\\n\\r\\nx")
    lines.append(line)
for number in range(40):
    line = socket.socket(socket.AF_UNIX)
    line.connect("/run/academy/exchange.sock")
    line.sendall(b"GET /api/exch")
    lines.append(line)
time.sleep(0.5)
lines[11].settimeout(5)
attempt("twelfth", lambda: lines[11].recv(999).decode().split("\\r\\n")[0])
attempt("another", lambda: door().get("/api/exchange/assignments").status_code)
lines[-1].settimeout(20)
attempt("half a request", lambda: lines[-1].recv(999).decode().split("\\r\\n")[0])
""",
    )

    assert found["announced"] == "'HTTP/1.1 413 Payload Too Large'"
    assert found["twelfth"] == "'HTTP/1.1 503 Service Unavailable'"
    assert found["another"] == "200"
    assert found["half a request"] == "'HTTP/1.1 408 Request Timeout'"
    assert len(academy.control()["calls"]) == before + 1
