import pytest
from django.test import RequestFactory

from portal.core.client_address import client_address


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        ("", "203.0.113.7", "203.0.113.7"),
        ("", "1.2.3.4, 203.0.113.7", "203.0.113.7"),
        ("", "", None),
        ("198.51.100.1", "1.2.3.4", "198.51.100.1"),
        ("198.51.100.1", "", "198.51.100.1"),
    ],
)
def test_client_address_believes_the_proxy_only(
    peer: str, forwarded: str, expected: str | None
) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR=peer, HTTP_X_FORWARDED_FOR=forwarded)

    assert client_address(request) == expected
