"""Forms of this app."""

import secrets
from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from portal.assignments.results import CheckResult


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


class AskForm(forms.Form):
    """Why a learner wants a person to look at a result."""

    why = forms.CharField(
        label=_("Why should a person look at it?"),
        help_text=_("One or two sentences: what you expected, and what came back instead."),
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=1000,
        error_messages={"required": _("Say in a sentence why a person should look at it.")},
    )


class AnswerForm(forms.Form):
    """A trainer's words, and points where a check was wrong."""

    answer = forms.CharField(
        label=_("Your answer"),
        help_text=_("What you looked at and what you decided. The learner reads this."),
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=4000,
        error_messages={"required": _("Write an answer; the learner waits for words.")},
    )

    def __init__(self, *args: Any, checks: Sequence[CheckResult], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._names = {f"points_{check.grade_id}": check.grade_id for check in checks}
        for check in checks:
            self.fields[f"points_{check.grade_id}"] = forms.FloatField(
                label=check.checked,
                help_text=_("Now %(points)s. Change it only where the check was wrong.")
                % {"points": check.points},
                initial=check.score,
                required=False,
                min_value=0,
                max_value=check.max_score,
                widget=forms.NumberInput(attrs={"step": "any"}),
            )

    def corrections(self) -> dict[str, float]:
        """Return the points as sent, by grade_id; a field left empty changes nothing."""
        sent = {grade_id: self.cleaned_data[name] for name, grade_id in self._names.items()}
        return {grade_id: points for grade_id, points in sent.items() if points is not None}
