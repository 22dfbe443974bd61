"""What the identity provider tells the Hub about a person, and whom it refuses."""

from typing import Any

from django.conf import settings
from django.db import transaction
from oauth2_provider.models import get_application_model
from oauth2_provider.oauth2_validators import OAuth2Validator

from portal.people.models import User


class AcademyOAuth2Validator(OAuth2Validator):
    """Adds user name, roles and department to the claims, and refuses ended accounts.

    The library checks a password's account only. An ended account's codes and tokens are deleted
    when it ends; these checks hold even when that was missed.
    """

    oidc_claim_scope = {
        **OAuth2Validator.oidc_claim_scope,
        "groups": "groups",
        "department": "groups",
    }

    def get_additional_claims(self) -> dict[str, Any]:
        """Return claim name → function of the request, so that discovery can list them."""
        return {
            "preferred_username": lambda r: r.user.username,
            "name": lambda r: r.user.get_full_name() or r.user.username,
            "email": lambda r: r.user.email,
            "groups": lambda r: sorted(r.user.groups.values_list("name", flat=True)),
            "department": lambda r: r.user.department.code if r.user.department_id else None,
        }

    def validate_code(
        self, client_id: str, code: str, client: Any, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        """Refuse the code of an account that ended before it was used."""
        valid = super().validate_code(client_id, code, client, request, *args, **kwargs)
        return bool(valid) and _is_open(request.user)

    def validate_refresh_token(
        self, refresh_token: str, client: Any, request: Any, *args: Any, **kwargs: Any
    ) -> bool:
        """Refuse to renew the tokens of an ended account."""
        valid = super().validate_refresh_token(refresh_token, client, request, *args, **kwargs)
        return bool(valid) and _is_open(request.user)

    def validate_bearer_token(self, token: str, scopes: Any, request: Any) -> bool:
        """Refuse to tell anything about an ended account."""
        valid = super().validate_bearer_token(token, scopes, request)
        return bool(valid) and _is_open(request.user)


def _is_open(user: User | None) -> bool:
    return user is not None and User.objects.filter(pk=user.pk, is_active=True).exists()


@transaction.atomic
def register_hub() -> bool:
    """Make the Hub known to the identity provider as the settings say; True when it was new.

    The secret is stored as a hash, so it is set again each time: the settings always win.
    """
    application_model = get_application_model()
    application, created = application_model.objects.get_or_create(
        client_id=settings.HUB_OIDC_CLIENT_ID, defaults={"name": "Notebooks"}
    )
    application.name = "Notebooks"
    application.client_type = application_model.CLIENT_CONFIDENTIAL
    application.authorization_grant_type = application_model.GRANT_AUTHORIZATION_CODE
    application.redirect_uris = f"{settings.PUBLIC_URL}{settings.HUB_BASE_PATH}hub/oauth_callback"
    application.skip_authorization = True
    application.algorithm = application_model.RS256_ALGORITHM
    application.hash_client_secret = True
    application.client_secret = settings.HUB_OIDC_CLIENT_SECRET
    application.full_clean()
    application.save()
    return bool(created)
