from pytest_django import Settings

from portal.people import checks


def test_lockout_must_come_first(settings: Settings) -> None:
    assert checks.password_guessing_is_locked_out(None) == []
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]

    [message] = checks.password_guessing_is_locked_out(None)

    assert message.id == "people.E001"


def test_missing_signing_key_is_warned_of(settings: Settings) -> None:
    assert checks.identity_provider_can_sign(None) == []
    settings.OAUTH2_PROVIDER = {**settings.OAUTH2_PROVIDER, "OIDC_RSA_PRIVATE_KEY": ""}

    [message] = checks.identity_provider_can_sign(None)

    assert message.id == "people.W001"
