"""Forms for signing in and for one's own account."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.people.models import User


class SignInForm(AuthenticationForm):
    """User name and password; the message never says which of the two was wrong."""

    error_messages = {
        "invalid_login": _(
            "That user name and password do not belong together. "
            "Check both; the password distinguishes capital and small letters."
        ),
        "inactive": _("This account has ended. Ask your administrator."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("User name")
        self.fields["username"].widget.attrs.update(
            {"autocapitalize": "none", "spellcheck": "false", "class": "academy-input-short"}
        )
        self.fields["password"].widget.attrs["class"] = "academy-input-short"

    def get_invalid_login_error(self) -> ValidationError:
        """Say that an account has ended, but only to whoever knows its password."""
        name, password = self.cleaned_data["username"], self.cleaned_data["password"]
        ended = User.objects.filter(username=name, is_active=False).first()
        if ended is not None and ended.check_password(password):
            return ValidationError(self.error_messages["inactive"], code="inactive")
        return super().get_invalid_login_error()

    def clean_username(self) -> str:
        """Accept capitals and stray blanks: user names are written small."""
        return str(self.cleaned_data["username"]).strip().lower()


class NewPasswordForm(PasswordChangeForm):
    """Change one's own password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Your password now")
        self.fields["new_password1"].label = _("New password")
        self.fields["new_password1"].help_text = _(
            "At least 12 characters. A few words that do not belong together are easy to remember."
        )
        self.fields["new_password2"].label = _("New password once more")
        self.fields["new_password2"].help_text = ""
        for field in self.fields.values():
            field.widget.attrs["class"] = "academy-input-short"


class PeopleSearchForm(forms.Form):
    """What an administrator looks for."""

    q = forms.CharField(
        label=_("Name, user name or e-mail address"), required=False, max_length=100
    )
