"""What a lesson is made of, as trainers see it in the editor."""

import csv
import io
import uuid
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError as SpecError
from wagtail import blocks

from portal.courses import charts, words

TEXT_FEATURES = [
    "h2", "h3", "h4", "bold", "italic", "code", "link", "ol", "ul", "blockquote", "hr",
    "superscript", "subscript",
]  # fmt: skip


class TextBlock(blocks.RichTextBlock):
    """Running text."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("features", TEXT_FEATURES)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")


class CodeBlock(blocks.StructBlock):
    """Code to read; nothing is run on the page."""

    language = blocks.ChoiceBlock(
        choices=[
            ("python", "Python"),
            ("sql", "SQL"),
            ("text", _("Plain text, for instance what a program prints")),
        ],
        default="python",
        label=_("language"),
    )
    code = blocks.TextBlock(label=_("code"), rows=8)

    class Meta:
        icon = "code"
        label = _("Code")
        template = "courses/blocks/code.html"


class TableBlock(blocks.StructBlock):
    """A small table, typed or pasted from a spreadsheet."""

    caption = blocks.CharBlock(
        label=_("caption"), required=False, help_text=_("Say what the table shows.")
    )
    data = blocks.TextBlock(
        label=_("table"),
        rows=6,
        help_text=_(
            "One row a line, values separated by commas or tabs, names of the columns first. "
            "You may use **strong**, *emphasis* and `code` in a cell."
        ),
    )

    def get_context(
        self, value: Mapping[str, Any], parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add header and rows as HTML, and which columns hold numbers."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        rows = _split(value["data"])
        header, body = (rows[0], rows[1:]) if rows else ([], [])
        numeric = [_all_numbers(body, position) for position in range(len(header))]
        context["label"] = value["caption"] or _("Table: %(columns)s") % {
            "columns": ", ".join(strip_tags(words.inline_html(cell)) for cell in header)
        }
        context["header"] = [
            {"html": words.inline_html(cell), "numeric": is_number}
            for cell, is_number in zip(header, numeric, strict=True)
        ]
        context["rows"] = [
            [
                {"html": words.inline_html(cell), "numeric": is_number}
                for cell, is_number in zip(row, numeric, strict=False)
            ]
            for row in body
        ]
        return context

    class Meta:
        icon = "table"
        label = _("Table")
        template = "courses/blocks/table.html"


def _split(text: str) -> list[list[str]]:
    lines = [line for line in text.strip().splitlines() if line.strip()]
    delimiter = "\t" if lines and "\t" in lines[0] else ","
    return list(csv.reader(io.StringIO("\n".join(lines)), delimiter=delimiter))


def _all_numbers(rows: list[list[str]], position: int) -> bool:
    values = [row[position].strip() for row in rows if position < len(row)]
    plain = [value.replace(",", "").replace(" ", "").rstrip("%") for value in values if value]
    return bool(plain) and all(_is_float(value) for value in plain)


def _is_float(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


class ChartBlock(blocks.StructBlock):
    """A chart with its data: drawn by the server, interactive on request."""

    chart_id = blocks.CharBlock(
        label=_("identifier"),
        required=False,
        help_text=_("Filled in by itself; leave it as it is."),
    )
    title = blocks.CharBlock(label=_("caption"), help_text=_("Say what is counted, where, when."))
    kind = blocks.ChoiceBlock(
        choices=[("bar", _("Bars")), ("line", _("Lines")), ("scatter", _("Points"))],
        default="bar",
        label=_("kind"),
    )
    horizontal = blocks.BooleanBlock(
        required=False, label=_("lying bars"), help_text=_("Better for long names.")
    )
    x_label = blocks.CharBlock(label=_("first axis"), help_text=_("What the first column holds."))
    x_unit = blocks.CharBlock(label=_("unit of the first axis"), required=False)
    y_label = blocks.CharBlock(label=_("value axis"))
    y_unit = blocks.CharBlock(label=_("unit of the values"), required=False)
    data = blocks.TextBlock(
        label=_("data"),
        rows=8,
        help_text=_(
            "Paste from a spreadsheet: names of the columns first, then one row a line. The first "
            "column is the first axis, every other one a series of numbers (six at most)."
        ),
    )
    summary = blocks.TextBlock(
        label=_("what it shows"), rows=2, help_text=_("One sentence, shown under the chart.")
    )
    alt = blocks.TextBlock(
        label=_("text in place of the picture"),
        rows=2,
        help_text=_("For readers who do not see it: the kind of chart and its shape."),
    )
    source = blocks.CharBlock(label=_("source"), help_text=_("Dataset and years."))
    note = blocks.CharBlock(label=_("note"), required=False)

    def clean(self, value: Mapping[str, Any]) -> Any:
        """Refuse a chart that cannot be drawn, saying which value is wrong."""
        cleaned = super().clean(value)
        if not cleaned.get("chart_id"):
            cleaned["chart_id"] = str(uuid.uuid4())
        try:
            chart_spec(cleaned)
        except ValueError as error:
            raise blocks.StructBlockValidationError(
                block_errors={"data": ValidationError(_reasons(error))}
            ) from None
        return cleaned

    def get_context(
        self, value: Mapping[str, Any], parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add the table, and the drawing that the page has looked up."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        try:
            spec = chart_spec(value)
        except ValueError:
            return context
        figures = (parent_context or {}).get("figures") or {}
        context["spec"] = spec
        context["figure"] = figures.get(spec.fingerprint())
        return context

    class Meta:
        icon = "history"
        label = _("Chart")
        template = "courses/blocks/chart.html"


def chart_spec(value: Mapping[str, Any]) -> charts.ChartSpec:
    """Return the chart that a block's value describes.

    Raises:
        ValueError: it describes none.
    """
    columns, rows = charts.read_table(value["data"] or "")
    return charts.ChartSpec.model_validate(
        {
            "uuid": value["chart_id"] or uuid.UUID(int=0),
            "title": value["title"],
            "kind": value["kind"],
            "horizontal": bool(value["horizontal"]),
            "x": {"label": value["x_label"], "unit": value.get("x_unit") or None},
            "y": {"label": value["y_label"], "unit": value.get("y_unit") or None},
            "columns": columns,
            "rows": rows,
            "summary": value["summary"],
            "alt": value["alt"],
            "source": value["source"],
            "note": value.get("note") or None,
        }
    )


def chart_value(spec: charts.ChartSpec) -> dict[str, Any]:
    """Return a chart as the value of its block."""
    return {
        "chart_id": str(spec.uuid),
        "title": spec.title,
        "kind": spec.kind,
        "horizontal": spec.horizontal,
        "x_label": spec.x.label,
        "x_unit": spec.x.unit or "",
        "y_label": spec.y.label,
        "y_unit": spec.y.unit or "",
        "data": charts.write_table(spec.columns, spec.rows).strip(),
        "summary": spec.summary,
        "alt": spec.alt,
        "source": spec.source,
        "note": spec.note or "",
    }


def _reasons(error: ValueError) -> str:
    if isinstance(error, SpecError):
        return "; ".join(item["msg"].removeprefix("Value error, ") for item in error.errors())
    return str(error)


class PartBlock(blocks.StreamBlock):
    """What may stand inside a set-apart part of a lesson."""

    text = TextBlock()
    code = CodeBlock()
    table = TableBlock()
    chart = ChartBlock()

    class Meta:
        label = _("Content")


class AsideBlock(blocks.StructBlock):
    """A part set apart from the running text."""

    heading = blocks.CharBlock(
        label=_("heading"), required=False, help_text=_("Empty: the usual heading is shown.")
    )
    content = PartBlock(label=_("content"))

    class Meta:
        template = "courses/blocks/aside.html"
        modifier = "example"
        usual_heading = _("Example")

    def get_context(
        self, value: Mapping[str, Any], parent_context: dict[str, Any] | None = None
    ) -> dict[str, Any]:
        """Add heading and kind."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        context["heading"] = value["heading"] or self.meta.usual_heading
        context["modifier"] = self.meta.modifier
        return context


class ExampleBlock(AsideBlock):
    """A worked example."""

    class Meta:
        icon = "help"
        label = _("Example")
        modifier = "example"
        usual_heading = _("Example")


class PitfallBlock(AsideBlock):
    """A mistake that is easily made."""

    class Meta:
        icon = "warning"
        label = _("Pitfall")
        modifier = "pitfall"
        usual_heading = _("A common mistake")


class MissingBlock(AsideBlock):
    """The question every lesson on data asks."""

    class Meta:
        icon = "group"
        label = _("Who is missing?")
        modifier = "missing"
        usual_heading = _("Who is missing from these data?")


class SummaryBlock(AsideBlock):
    """What to take away."""

    class Meta:
        icon = "list-ul"
        label = _("Summary")
        modifier = "summary"
        usual_heading = _("In short")


class ReadingBlock(AsideBlock):
    """Where to read on."""

    class Meta:
        icon = "doc-full"
        label = _("Reading")
        modifier = "reading"
        usual_heading = _("Read on")


class LessonBody(PartBlock):
    """The whole of a lesson."""

    example = ExampleBlock()
    pitfall = PitfallBlock()
    missing = MissingBlock()
    summary = SummaryBlock()
    reading = ReadingBlock()


CONTAINER_BLOCKS = ("example", "pitfall", "missing", "summary", "reading")
