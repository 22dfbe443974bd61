"""The sign-on of the Hub, step by step as the Hub does it."""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client
from jwcrypto import jwk, jwt
from oauth2_provider.models import get_application_model
from pytest_django import Settings

from portal.people import oidc, policies, services
from portal.people.models import User
from tests.factories.people import DepartmentFactory, UserFactory

pytestmark = pytest.mark.django_db

CALLBACK = "http://testserver/workspace/hub/oauth_callback"


@pytest.fixture(autouse=True)
def hub() -> None:
    oidc.register_hub()


@dataclass
class Hub:
    """The Hub's side of the flow."""

    client: Client
    verifier: str

    def authorize(self, **changes: str) -> str | None:
        """Return the code that the browser brings back, None when it was refused or asked."""
        challenge = hashlib.sha256(self.verifier.encode()).digest()
        query = {
            "client_id": settings.HUB_OIDC_CLIENT_ID,
            "response_type": "code",
            "redirect_uri": CALLBACK,
            "scope": "openid profile email groups",
            "state": "state-1",
            "nonce": "nonce-1",
            "code_challenge": base64.urlsafe_b64encode(challenge).decode().rstrip("="),
            "code_challenge_method": "S256",
            **changes,
        }
        query = {name: value for name, value in query.items() if value}
        response = self.client.get("/o/authorize/", query)
        target = response.headers.get("location", "")
        if not target.startswith(CALLBACK):
            return None
        answer = parse_qs(urlsplit(target).query)
        return answer["code"][0] if "code" in answer else None

    def token(self, **data: str) -> tuple[int, dict[str, str]]:
        """Ask the token endpoint as the Hub does, from another machine than the browser."""
        response = Client().post(
            "/o/token/",
            {
                "client_id": settings.HUB_OIDC_CLIENT_ID,
                "client_secret": settings.HUB_OIDC_CLIENT_SECRET,
                **data,
            },
        )
        return response.status_code, json.loads(response.content)

    def exchange(self, code: str, **changes: str) -> tuple[int, dict[str, str]]:
        return self.token(
            grant_type="authorization_code",
            code=code,
            redirect_uri=CALLBACK,
            code_verifier=changes.pop("code_verifier", self.verifier),
            **changes,
        )

    def refresh(self, token: str) -> tuple[int, dict[str, str]]:
        return self.token(grant_type="refresh_token", refresh_token=token)

    def userinfo(self, token: str) -> tuple[int, dict[str, object]]:
        response = Client().get("/o/userinfo/", headers={"Authorization": f"Bearer {token}"})
        return response.status_code, json.loads(response.content or b"{}")


def _signed_in(**fields: object) -> tuple[Hub, User]:
    user = UserFactory.create(**fields)
    client = Client()
    client.force_login(user)
    return Hub(client, secrets.token_urlsafe(48)), user


def _tokens(hub: Hub) -> dict[str, str]:
    code = hub.authorize()
    assert code
    status, tokens = hub.exchange(code)
    assert status == 200, tokens
    return tokens


def test_discovery_names_the_public_issuer_and_endpoints(client: Client) -> None:
    facts = client.get("/o/.well-known/openid-configuration").json()

    assert facts["issuer"] == "http://testserver/o"
    assert facts["token_endpoint"] == "http://testserver/o/token/"
    assert facts["userinfo_endpoint"] == "http://testserver/o/userinfo/"
    assert "RS256" in facts["id_token_signing_alg_values_supported"]
    assert {"preferred_username", "groups", "department"} <= set(facts["claims_supported"])


def test_sign_on_tells_the_hub_who_it_is() -> None:
    department = DepartmentFactory.create(code="treasury")
    hub, _user = _signed_in(
        username="ana",
        first_name="Ana",
        last_name="Silva",
        email="ana@example.org",
        trainer=True,
        department=department,
    )

    status, facts = hub.userinfo(_tokens(hub)["access_token"])

    assert status == 200
    assert facts["preferred_username"] == "ana"
    assert facts["name"] == "Ana Silva"
    assert facts["email"] == "ana@example.org"
    assert facts["groups"] == [policies.TRAINERS]
    assert facts["department"] == "treasury"


def test_id_token_is_signed_with_the_published_key() -> None:
    hub, user = _signed_in()
    published = jwk.JWKSet.from_json(json.dumps(Client().get("/o/.well-known/jwks.json").json()))

    token = jwt.JWT(jwt=_tokens(hub)["id_token"], key=published, algs=["RS256"])

    claims = json.loads(token.claims)
    assert claims["iss"] == "http://testserver/o"
    assert claims["nonce"] == "nonce-1"
    assert claims["sub"] == str(user.pk)


def test_visitor_signs_in_first_and_comes_back(client: Client) -> None:
    hub = Hub(client, secrets.token_urlsafe(48))

    assert hub.authorize() is None
    response = client.get("/o/authorize/", {"client_id": "academy-hub", "response_type": "code"})
    assert response.headers["location"].startswith("/account/sign-in/?next=/o/authorize/")


def test_authorize_refuses_another_redirect_address() -> None:
    hub, _user = _signed_in()

    assert hub.authorize(redirect_uri="http://testserver/elsewhere") is None


def test_authorize_needs_pkce() -> None:
    hub, _user = _signed_in()

    assert hub.authorize(code_challenge="", code_challenge_method="") is None


def test_exchange_refuses_wrong_secret_wrong_verifier_and_second_use() -> None:
    hub, _user = _signed_in()
    assert hub.exchange(str(hub.authorize()), client_secret="wrong")[0] == 401
    assert hub.exchange(str(hub.authorize()), code_verifier="x" * 43)[0] == 400
    code = str(hub.authorize())
    assert hub.exchange(code)[0] == 200

    assert hub.exchange(code)[0] == 400


def test_refresh_rotates_for_an_open_account() -> None:
    hub, _user = _signed_in()
    first = _tokens(hub)

    status, second = hub.refresh(first["refresh_token"])

    assert status == 200
    assert second["refresh_token"] != first["refresh_token"]


def test_deactivation_revokes_code_refresh_and_userinfo() -> None:
    hub, user = _signed_in()
    tokens = _tokens(hub)
    code = str(hub.authorize())

    services.deactivate_user(user=user, by=None)

    assert hub.exchange(code)[0] == 400
    assert hub.refresh(tokens["refresh_token"])[0] == 400
    assert hub.userinfo(tokens["access_token"])[0] == 401
    assert hub.authorize() is None


def test_ended_account_is_refused_even_when_its_tokens_were_left() -> None:
    hub, user = _signed_in()
    tokens = _tokens(hub)
    code = str(hub.authorize())

    User.objects.filter(pk=user.pk).update(
        is_active=False, deactivated_at=datetime(2026, 11, 24, tzinfo=UTC)
    )

    assert hub.exchange(code)[0] == 400
    assert hub.refresh(tokens["refresh_token"])[0] == 400
    assert hub.userinfo(tokens["access_token"])[0] == 401


@pytest.mark.parametrize(
    "path",
    ["applications/", "applications/register/", "authorized_tokens/", "introspect/", "register/"],
)
def test_management_pages_of_the_library_are_not_served(path: str) -> None:
    client = Client()
    client.force_login(UserFactory.create(administrator=True, is_superuser=True))

    assert client.get(f"/o/{path}").status_code == 404


def test_register_hub_is_idempotent_and_keeps_only_a_hash() -> None:
    assert oidc.register_hub() is False

    application = get_application_model().objects.get()
    assert application.redirect_uris == CALLBACK
    assert application.skip_authorization
    assert settings.HUB_OIDC_CLIENT_SECRET not in application.client_secret


def test_setup_oidc_without_a_key_says_what_to_do(settings: Settings) -> None:
    settings.OAUTH2_PROVIDER = {**settings.OAUTH2_PROVIDER, "OIDC_RSA_PRIVATE_KEY": ""}

    with pytest.raises(CommandError, match="portal setup"):
        call_command("setup_oidc")
