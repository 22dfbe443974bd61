"""What the identity provider tells the Hub about a person."""

from typing import Any

from oauth2_provider.oauth2_validators import OAuth2Validator


class AcademyOAuth2Validator(OAuth2Validator):
    """Adds user name, roles and department to the claims."""

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
