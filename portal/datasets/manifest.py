"""What dataset.yaml must say."""

import datetime as dt
from typing import Annotated, Literal, Self
from uuid import UUID

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from portal.datasets.content_file import ContentPart, Line, Slug
from portal.datasets.disclosure import SMALLEST_ACCEPTED_K

MANIFEST_NAME = "dataset.yaml"
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
DATA_FOLDER = "data"
# A name is the same with or without the folder in which the file lies.
InsideData = Annotated[
    str,
    AfterValidator(lambda name: name.removeprefix(f"{DATA_FOLDER}/")),
    StringConstraints(pattern=r"^(data/)?[A-Za-z0-9][A-Za-z0-9._-]*$"),
]


class Source(ContentPart):
    """Where the files come from, so that anyone can fetch the same bytes."""

    package: Line
    registry: Literal["pypi", "npm", "debian"]
    version: Line
    path: Line
    original: Line | None = None


class Licence(ContentPart):
    """Under which terms the data stand, and where that is said."""

    name: Line
    spdx_or_url: Line
    evidence: Line


class DataFile(ContentPart):
    """One file, pinned by its hash."""

    name: InsideData
    sha256: Sha256
    rows: int = Field(ge=0)
    bytes: int = Field(ge=0)
    media_type: Line


class Column(ContentPart):
    """One column in words."""

    name: Line
    type: Line
    unit: Line | None = None
    meaning: Line
    values: list[str] | None = None


class Measured(ContentPart):
    """Figures that the author measured; the loader measures k, rows and unique again."""

    k: int = Field(ge=0)
    rows: int = Field(ge=0)
    unique: int = Field(ge=0)
    assessed_on: dt.date
    groups: int | None = None
    least_distinct_sensitive: int | None = None
    largest_share_of_one_sensitive_value: float | None = None


class Before(ContentPart):
    """The file before it was protected, for comparison."""

    quasi_identifiers: list[Line]
    k: int
    rows: int
    unique: int


class Stricter(ContentPart):
    """A harsher view of what strangers may know, told openly."""

    note: Line
    quasi_identifiers: list[Line]
    k: int
    unique: int


class Assessment(ContentPart):
    """The disclosure assessment of a person-level dataset."""

    quasi_identifiers: list[Line] = Field(min_length=1)
    sensitive: list[Line] = Field(default_factory=list)
    min_k: int = Field(
        default=SMALLEST_ACCEPTED_K,
        ge=SMALLEST_ACCEPTED_K,
        description="Smallest group that the dataset promises; the house accepts none under ten.",
    )
    min_l: int = Field(default=2, ge=2, description="Fewest different sensitive values in a group.")
    max_t: float | None = Field(
        default=None, gt=0, le=1, description="Largest distance of a group from everybody."
    )
    measured: Measured
    before: Before | None = None
    stricter: Stricter | None = None
    steps: list[Line] = Field(default_factory=list)


class DatasetManifest(ContentPart):
    """The whole of dataset.yaml."""

    uuid: UUID
    slug: Slug
    title: Line
    description: Line
    publisher: Line
    creator: Line
    source: Source
    licence: Licence
    period: Line | int
    spatial: Line
    persons: bool
    files: list[DataFile] = Field(min_length=1)
    columns: list[Column] = Field(min_length=1)
    known_defects: list[Line] = Field(default_factory=list)
    disclosure: Assessment | None = None
    not_identifying: dict[Line, Line] = Field(
        default_factory=dict, description="Columns that look like identifiers, with why not."
    )
    recipe: Line | None = None
    citation: Line
    who_is_missing: Line

    @model_validator(mode="after")
    def _persons_are_assessed(self) -> Self:
        if self.persons and self.disclosure is None:
            raise ValueError(
                "the rows are persons, so an assessment under the key disclosure is required"
            )
        names = [file.name for file in self.files]
        if len(names) != len(set(names)):
            raise ValueError("two files have the same name")
        return self
