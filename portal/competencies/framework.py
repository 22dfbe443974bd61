"""What a framework file holds, checked before anything is stored."""

import uuid
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from portal.competencies.errors import FrameworkFileError


class _Spec(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class LevelSpec(_Spec):
    """A level and what it means."""

    level: int = Field(ge=1, le=4)
    name: str = Field(min_length=1, max_length=50)
    meaning: str = Field(min_length=1)
    evidence: str = ""


class CompetencySpec(_Spec):
    """A competency."""

    uuid: uuid.UUID
    code: str = Field(pattern=r"^[A-Z]{2,5}-[0-9]{1,2}$")
    name: str = Field(min_length=1, max_length=200)
    descriptor: str = Field(min_length=1)


class DomainSpec(_Spec):
    """A domain with its competencies, and what an assessor can see at each level."""

    uuid: uuid.UUID
    code: str = Field(pattern=r"^[A-Z]{2,5}$")
    name: str = Field(min_length=1, max_length=200)
    purpose: str = Field(min_length=1)
    competencies: list[CompetencySpec] = Field(min_length=1)
    observables: dict[int, list[str]] = Field(default_factory=dict)


class FrameworkSpec(_Spec):
    """The whole file."""

    uuid: uuid.UUID
    version: str = Field(min_length=1, max_length=50)
    title: str = Field(min_length=1, max_length=200)
    levels: list[LevelSpec]
    domains: list[DomainSpec] = Field(min_length=1)
    sources: list[str] = Field(default_factory=list)

    @model_validator(mode="after")
    def _check_whole(self) -> "FrameworkSpec":
        if [level.level for level in self.levels] != [1, 2, 3, 4]:
            raise ValueError("levels must be 1, 2, 3, 4 in this order")
        competencies = [c for d in self.domains for c in d.competencies]
        for name, values in (
            ("code", [*(d.code for d in self.domains), *(c.code for c in competencies)]),
            ("uuid", [*(str(d.uuid) for d in self.domains), *(str(c.uuid) for c in competencies)]),
        ):
            twice = sorted({value for value in values if values.count(value) > 1})
            if twice:
                raise ValueError(f"{name} used twice: {', '.join(twice)}")
        for domain in self.domains:
            for competency in domain.competencies:
                if not competency.code.startswith(f"{domain.code}-"):
                    raise ValueError(f"{competency.code} does not begin with {domain.code}-")
        return self


def parse_framework(data: Mapping[str, Any]) -> FrameworkSpec:
    """Return the checked contents of a framework file.

    Raises:
        FrameworkFileError: naming each key that is wrong and why.
    """
    try:
        return FrameworkSpec.model_validate(dict(data))
    except ValidationError as error:
        lines = [
            f"{'.'.join(map(str, problem['loc'])) or 'file'}: {problem['msg']}"
            for problem in error.errors()
        ]
        raise FrameworkFileError("; ".join(lines)) from None
