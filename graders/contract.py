"""The versioned messages between whoever wants a notebook graded and the grading program."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

CONTRACT_VERSION: Literal[1] = 1
MAX_NOTEBOOK_BYTES = 10 * 1024 * 1024
"""Uploads above this size are rejected before anything reads them."""

Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
GradeId = Annotated[str, StringConstraints(min_length=1, max_length=200)]
RelativeName = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, pattern=r"^[\w][\w.-]*(/[\w][\w.-]*)*$"),
]
"""A relative POSIX path of plain words: no leading slash, no part that begins with a dot."""


class Mode(StrEnum):
    """Where test cells run: in a process of their own, or in the learner's."""

    SPLIT = "split"
    INPROCESS = "inprocess"


class CellStatus(StrEnum):
    """What became of one graded cell."""

    PASSED = "passed"
    PARTIAL = "partial"
    FAILED = "failed"
    ERROR = "error"
    NOT_RUN = "not_run"
    MANUAL = "manual"


class ResultStatus(StrEnum):
    """Whether a submission was graded or turned away."""

    GRADED = "graded"
    REJECTED = "rejected"


class ContractModel(BaseModel):
    """Base of all messages: unknown fields are refused, values never change afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class FileRef(ContractModel):
    """A dataset file that lies beside the notebook while it runs, named by its content."""

    name: RelativeName
    sha256: Sha256
    size: int = Field(ge=0, le=512 * 1024 * 1024)


class Limits(ContractModel):
    """What one submission may use; an exercise can narrow or widen these within bounds."""

    seconds: float = Field(default=20, gt=0, le=600)
    cell_seconds: float = Field(default=10, gt=0, le=300)
    memory_mb: int = Field(default=1024, ge=64, le=16384)
    disk_mb: int = Field(default=64, ge=1, le=4096)
    output_kb: int = Field(default=2048, ge=1, le=65536)
    """What a notebook may print and show. Nothing of it is kept; more than this is told."""
    processes: int = Field(default=64, ge=1, le=1024)


class CheckText(ContractModel):
    """The author's words for one graded cell."""

    task: str = ""
    message: str = ""
    hints: list[str] = Field(default_factory=list)


class GradeRequest(ContractModel):
    """Grade one submission against one source notebook."""

    version: Literal[1] = CONTRACT_VERSION
    request_id: str = Field(min_length=1, max_length=200)
    source_sha256: Sha256
    submission: str = Field(max_length=4 * (MAX_NOTEBOOK_BYTES // 3 + 4))
    submission_name: str = Field(default="submission.ipynb", min_length=1, max_length=300)
    files: list[FileRef] = Field(default_factory=list, max_length=100)
    limits: Limits = Field(default_factory=Limits)
    mode: Mode = Mode.SPLIT
    messages: dict[GradeId, CheckText] = Field(default_factory=dict)


class CellResult(ContractModel):
    """The outcome of one graded cell, in numbers and in words for the learner."""

    score: float | None
    max_score: float
    message: str = ""
    status: CellStatus
    expected: str | None = None
    got: str | None = None
    error_help: str | None = None
    traceback: str | None = None


class GradeResult(ContractModel):
    """The answer to one submission. A `score` of None in a cell needs a human."""

    version: Literal[1] = CONTRACT_VERSION
    request_id: str | None = None
    submission: str
    status: ResultStatus
    reason: str | None = None
    reason_code: str | None = None
    score: float = 0.0
    max_score: float = 0.0
    cells: dict[str, CellResult] = Field(default_factory=dict)
    seconds: float = 0.0
    mode: Mode = Mode.SPLIT
    engine: str = ""
    phases: dict[str, float] = Field(default_factory=dict)
    printed_beyond_kb: int | None = None
    """The limit on what a notebook may print, where this one printed more."""


class VariantRequest(ContractModel):
    """Make a learner's own data files from a seed with an exercise's generator."""

    version: Literal[1] = CONTRACT_VERSION
    generator_sha256: Sha256
    files: list[FileRef] = Field(max_length=100)
    makes: list[RelativeName] = Field(min_length=1, max_length=10)
    seed: int = Field(ge=0, lt=2**63)


class VariantResult(ContractModel):
    """What was made: content as base64, by the name that was asked for."""

    version: Literal[1] = CONTRACT_VERSION
    files: dict[RelativeName, str]


class MissingBlobs(ContractModel):
    """The answer (409) when the grader does not hold every file yet; send them and ask again."""

    missing: list[Sha256]
