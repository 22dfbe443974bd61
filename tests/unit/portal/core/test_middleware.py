import pytest
from django.test import Client

from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db


def _policy(client: Client, path: str) -> str:
    return client.get(path).headers["content-security-policy"]


@pytest.mark.parametrize("path", ["/privacy/", "/account/sign-in/", "/nowhere/", "/cmsx/"])
def test_policy_is_strict(client: Client, path: str) -> None:
    policy = _policy(client, path)

    assert "unsafe" not in policy
    assert "default-src 'none'" in policy and "script-src 'self'" in policy
    assert "frame-ancestors 'self'" in policy


def test_policy_is_looser_in_the_cms_only(client: Client) -> None:
    client.force_login(UserFactory.create(administrator=True))

    inside = _policy(client, "/cms/")

    assert "script-src 'self' 'unsafe-inline'" in inside
    assert "unsafe-eval" not in inside
    assert "default-src 'none'" in inside
    assert "unsafe" not in _policy(client, "/account/")
