"""The departments of the made-up house, and how able its made-up people are."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """One department.

    Attributes:
        code: of the department.
        name: of the department.
        parent: code of the department above; empty at the top.
        people: how many of 300 people work in the department itself.
        ability: middle of their abilities, in logits.
        strengths: domains in which they are better than elsewhere, half a logit each.
        takes_part: share of them who learn in the academy at all.
    """

    code: str
    name: str
    parent: str
    people: int
    ability: float
    strengths: tuple[str, ...] = ()
    takes_part: float = 0.8


ROOT = "demo-ministry"
PLACES = (
    Place(ROOT, "Ministry of Public Services (demo)", "", 20, 0.3, ("MND", "ETH"), 0.9),
    Place("demo-digital", "Directorate for Digital Services", ROOT, 20, 0.9, ("CMP", "SFT"), 0.95),
    Place("demo-registers", "Civil Registers", "demo-digital", 34, 0.5, ("COL",), 0.85),
    Place("demo-platforms", "Data Platforms", "demo-digital", 22, 1.2, ("CMP", "PRV"), 0.95),
    Place("demo-social", "Directorate for Social Affairs", ROOT, 24, 0.1, ("ETH",), 0.7),
    Place("demo-benefits", "Benefits Casework", "demo-social", 58, -0.2, ("ETH", "PRV"), 0.65),
    Place("demo-inclusion", "Inclusion and Outreach", "demo-social", 7, 0.4, ("ETH",), 1.0),
    Place("demo-environment", "Directorate for Environment", ROOT, 43, 0.5, ("STA", "COL"), 0.75),
    Place("demo-stations", "Field Stations", "demo-environment", 24, -0.3, ("COL",), 0.6),
    Place("demo-finance", "Finance and Audit", ROOT, 48, 0.4, ("STA", "SFT"), 0.8),
)
PEOPLE = sum(place.people for place in PLACES)


def sizes(people: int) -> list[int]:
    """Share ``people`` out over the departments as the made-up house does; the sum is exact."""
    exact = [place.people * people / PEOPLE for place in PLACES]
    found = [int(size) for size in exact]
    order = sorted(range(len(exact)), key=lambda i: (found[i] - exact[i], i))
    for index in order[: people - sum(found)]:
        found[index] += 1
    return found
