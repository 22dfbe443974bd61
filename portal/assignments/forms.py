"""Forms of this app."""

import secrets
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _


class UploadForm(forms.Form):
    """A notebook from the learner's own computer."""

    notebook = forms.FileField(
        label=_("Your notebook"),
        help_text=_("The .ipynb file of this exercise, saved after your last change; up to 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".ipynb,application/x-ipynb+json"}),
        error_messages={
            "required": _("Choose the notebook to upload."),
            "empty": _("The file is empty."),
        },
    )
    key = forms.CharField(widget=forms.HiddenInput, min_length=8, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"key": secrets.token_urlsafe(18)})
        super().__init__(*args, **kwargs)


class MarkForm(forms.Form):
    """A trainer's points and words for one part."""

    points = forms.FloatField(label=_("Points"), min_value=0)
    comment = forms.CharField(
        label=_("Comment to the learner"),
        help_text=_("What is good, and what would make it better. The learner reads this."),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )

    def __init__(self, *args: Any, max_points: float, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["points"]
        field.help_text = _("From 0 to %(max)g") % {"max": max_points}
        field.widget.attrs.update({"max": max_points, "step": "0.5"})
        field.validators.append(MaxValueValidator(max_points))
