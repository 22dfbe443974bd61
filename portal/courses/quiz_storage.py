"""Questions as the blocks of quiz pages, and back: what goes in comes out again."""

from collections.abc import Mapping
from typing import Any

from portal.courses.blocks import chart_spec, chart_value
from portal.courses.charts import ChartSpec
from portal.courses.quiz_items import Question

_FEEDBACK = ("feedback_right", "feedback_wrong")


def to_block(item: Question) -> dict[str, Any]:
    """Return a question as a block of its page."""
    value: dict[str, Any] = {
        "item_id": item.id,
        "prompt": item.prompt,
        "competency": item.competency,
        "level": str(item.level),
        "difficulty": str(item.difficulty),
        "reason": item.reason,
        "reread": item.reread or "",
        **_own_value(item),
    }
    return {"type": item.type, "value": value}


def _own_value(item: Question) -> dict[str, Any]:
    """Return what only this type of question has."""
    match item.type:
        case "single" | "multiple":
            return {"options": [_renamed(o.model_dump(), "option_id") for o in item.options]}
        case "ordering":
            return {"steps": [_renamed(step.model_dump(), "step_id") for step in item.steps]}
        case "matching":
            pairs = [_renamed(pair.model_dump(), "pair_id") for pair in item.pairs]
            return {"pairs": pairs, "decoys": [decoy.model_dump() for decoy in item.decoys]}
    said = {name: getattr(item, name) for name in _FEEDBACK}
    if item.type == "text":
        mistakes = [mistake.model_dump() for mistake in item.mistakes]
        return {"accepted": item.accepted, "mistakes": mistakes, **said}
    number = {"answer": item.answer, "tolerance": item.tolerance, "unit": item.unit or "", **said}
    if isinstance(item.chart, ChartSpec):
        number["chart"] = chart_value(item.chart)
    return number


def _renamed(part: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a part with its id under the block's name for it, which Wagtail keeps for itself."""
    return {name if key == "id" else key: value for key, value in part.items()}


def from_block(kind: str, value: Mapping[str, Any]) -> Question:
    """Return the question that a block of a quiz page holds.

    Raises:
        ValueError: the block does not make a whole question.
    """
    data: dict[str, Any] = {
        "id": value["item_id"],
        "type": kind,
        "competency": value["competency"],
        "level": int(value["level"]),
        "difficulty": float(value["difficulty"]),
        "prompt": value["prompt"],
        "reason": value["reason"],
        "reread": value.get("reread") or None,
        **_own_data(kind, value),
    }
    return Question.model_validate(data)


def _own_data(kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    match kind:
        case "single" | "multiple":
            options = _parts(value["options"], "option_id", "text", "correct", "feedback")
            return {"options": [{**o, "correct": bool(o["correct"])} for o in options]}
        case "ordering":
            return {"steps": _parts(value["steps"], "step_id", "text", "feedback")}
        case "matching":
            return {
                "pairs": _parts(value["pairs"], "pair_id", "text", "match", "feedback"),
                "decoys": _parts(value["decoys"], None, "text", "feedback"),
            }
    said = {name: value[name] for name in _FEEDBACK}
    if kind == "text":
        mistakes = _parts(value["mistakes"], None, "answer", "feedback")
        return {"accepted": list(value["accepted"]), "mistakes": mistakes, **said}
    number = {
        "answer": float(value["answer"]),
        "tolerance": float(value["tolerance"] or 0),
        "unit": value.get("unit") or None,
        **said,
    }
    return {**number, "chart": chart_spec(value["chart"])} if kind == "chart" else number


def _parts(values: Any, id_name: str | None, *names: str) -> list[dict[str, Any]]:
    return [
        {**({"id": value[id_name]} if id_name else {}), **{name: value[name] for name in names}}
        for value in values
    ]
