"""What a lesson must say, with its figures filled in, and what else may stand there."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Phrases:
    """What a lesson must say, and what else with a number in it may stand there."""

    computed: list[str]
    others: list[str] = field(default_factory=list)
