"""Template tags of the design system: words for dates, times, lengths and points; form fields."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django import forms, template
from django.forms import BoundField
from django.template.defaultfilters import date as format_date
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

register = template.Library()

_CLASSES: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "govuk-checkboxes__input"),  # Django derives it from radios
    (forms.RadioSelect, "govuk-radios__input"),
    (forms.CheckboxInput, "govuk-checkboxes__input"),
    (forms.Textarea, "govuk-textarea"),
    (forms.Select, "govuk-select"),
    (forms.FileInput, "govuk-file-upload"),
    (forms.widgets.Input, "govuk-input"),
)


@register.simple_tag
def sentence_date(value: date | datetime | None) -> SafeString | str:
    """Write a day in full: "24 November 2026"; nothing for None."""
    if not value:
        return ""
    day = timezone.localtime(value).date() if isinstance(value, datetime) else value
    return format_html('<time datetime="{}">{}</time>', day.isoformat(), format_date(day, "j F Y"))


@register.simple_tag
def sentence_time(value: datetime | None) -> SafeString | str:
    """Write a moment in full with its zone; the browser turns it into the reader's own time."""
    if not value:
        return ""
    local = timezone.localtime(value)
    return format_html(
        '<time datetime="{}" data-local>{}</time>',
        value.isoformat(),
        format_date(local, "j F Y, H:i T"),
    )


@register.simple_tag
def after(wait: timedelta) -> datetime:
    """Return the moment at which a wait that begins now is over."""
    return timezone.now() + wait


@register.filter
def duration(minutes: int | None) -> str:
    """Write a length of time: 95 → "1 hour 35 minutes"; nothing for None."""
    if minutes is None:
        return ""
    hours, rest = divmod(int(minutes), 60)
    parts = []
    if hours:
        parts.append(ngettext("%(count)d hour", "%(count)d hours", hours) % {"count": hours})
    if rest or not hours:
        parts.append(ngettext("%(count)d minute", "%(count)d minutes", rest) % {"count": rest})
    return " ".join(parts)


@register.filter
def number(value: float | Decimal | None) -> str:
    """Write a number without needless decimals: 7.0 → "7", 6.25 → "6.25"."""
    if value is None:
        return ""
    return f"{float(value):.2f}".rstrip("0").rstrip(".")


@register.simple_tag
def points(score: float | Decimal | None, max_score: float | Decimal) -> str:
    """Write a score: "7 of 10 points"; "not marked yet" while there is none."""
    total = number(max_score)
    if score is None:
        return _("not marked yet, of %(total)s points") % {"total": total}
    words = ngettext(
        "%(score)s of %(total)s point", "%(score)s of %(total)s points", int(float(max_score)) or 0
    )
    return words % {"score": number(score), "total": total}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*pairs: str) -> dict[str, Any]:
    """Show where the reader is: pairs of a title and an address.

    Raises:
        TemplateSyntaxError: a title has no address.
    """
    if len(pairs) % 2:
        raise template.TemplateSyntaxError("breadcrumbs takes pairs of a title and an address.")
    return {"crumbs": list(zip(pairs[::2], pairs[1::2], strict=True))}


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Tell whether the field is one single checkbox."""
    return type(field.field.widget) is forms.CheckboxInput


def _description(field: BoundField) -> str:
    notes = []
    if field.help_text:
        notes.append(f"{field.auto_id}_hint")
    if field.errors:
        notes.append(f"{field.auto_id}_error")
    return " ".join(notes)


@register.simple_tag
def described_by(field: BoundField) -> SafeString | str:
    """Return the attribute that ties hint and errors to a group of controls."""
    notes = _description(field)
    return format_html(' aria-describedby="{}"', notes) if notes else ""


@register.simple_tag
def widget(field: BoundField) -> str:
    """Render the control of a form field in our classes, tied to its hint and errors."""
    control = field.field.widget
    css = next((name for kind, name in _CLASSES if isinstance(control, kind)), "")
    if field.errors and css in {"govuk-input", "govuk-textarea", "govuk-select"}:
        css = f"{css} {css}--error"
    attrs: dict[str, Any] = {"class": f"{control.attrs.get('class', '')} {css}".strip()}
    if isinstance(control, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return _choices(field, attrs)
    notes = _description(field)
    if notes:
        attrs["aria-describedby"] = notes
    return field.as_widget(attrs=attrs)


def _choices(field: BoundField, attrs: dict[str, Any]) -> str:
    control = field.field.widget
    kind = "checkboxes" if isinstance(control, forms.CheckboxSelectMultiple) else "radios"
    control.attrs = {**control.attrs, **attrs}
    options: Sequence[Any] = field.subwidgets
    return render_to_string("components/choices.html", {"kind": kind, "options": options})
