"""Grades one submission: parse, rebuild, run in the sandbox, score, explain."""

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from graders.contract import (
    CellStatus,
    CheckText,
    GradeResult,
    Limits,
    Mode,
    ResultStatus,
)
from graders.errors import RejectedNotebookError, SandboxUnavailableError, ZygoteGoneError
from graders.pipeline.execute import CellOutcome, Profile, Runner
from graders.pipeline.feedback import Report
from graders.pipeline.prepare import Prepared, model_submission, parse_submission, prepare
from graders.pipeline.score import score_test
from graders.pipeline.source import Source, SourceError, read_source
from graders.releasing import MakeRelease, release_elsewhere
from graders.zygote.client import OpenFile
from graders.zygote.pool import ZygotePool

ENGINE = "academy-1"
_ATTEMPTS = 3
_CACHED = 256
_MODEL_RUNS = 2
_GRADER_ENDED = "The grading process ended several times. Nothing is lost; submit again."
_GRADER_FAULT = (
    "The grader failed over this notebook. That is a fault of ours and not of your work. "
    "The fault is recorded; ask your trainer to have the notebook graded again."
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """One submission to grade against one source.

    Attributes:
        to_first_failure: Whether the first test that fails ends the run, for who only asks
            whether something fails. Later cells count as not run then.
    """

    source: bytes
    submission: bytes
    name: str
    request_id: str | None = None
    files: Sequence[OpenFile] = ()
    limits: Limits = field(default_factory=Limits)
    mode: Mode = Mode.SPLIT
    messages: dict[str, CheckText] = field(default_factory=dict)
    to_first_failure: bool = False


@dataclass(frozen=True)
class Publication:
    """How an exercise can be graded, found out by running its model answer.

    Attributes:
        split: Whether tests give the same points in a process of their own.
        profile: What tests may take from the learner; None where the source holds no answer.
    """

    split: bool
    profile: Profile | None


class Engine:
    """Grades submissions, from several threads if need be."""

    def __init__(self, pool: ZygotePool, make_release: MakeRelease = release_elsewhere) -> None:
        """Use this pool's zygote, and this way to make a release from a source."""
        self.pool = pool
        self._make_release = make_release
        self._lock = threading.Lock()
        self._sources: OrderedDict[bytes, Source] = OrderedDict()
        self._publications: OrderedDict[tuple[object, ...], Publication] = OrderedDict()

    def grade(self, job: Job) -> GradeResult:
        """Grade a submission; always gives an answer.

        A fault of ours is an answer too: it is logged, and the learner reads that it was ours.

        Raises:
            SourceError: the source itself is wrong.
            SandboxUnavailableError: this machine cannot isolate untrusted code.
        """
        begin = time.perf_counter()
        source = self.source(job.source)
        try:
            return self._grade(job, source, begin)
        except RejectedNotebookError as error:
            return self._rejected(job, source, error.code, str(error), begin)
        except ZygoteGoneError:
            return self._rejected(job, source, "grader_ended", _GRADER_ENDED, begin)
        except SandboxUnavailableError:
            raise
        except Exception:
            logger.exception("request %s could not be graded: a fault of ours", job.request_id)
            return self._rejected(job, source, "grader_fault", _GRADER_FAULT, begin)

    def _grade(self, job: Job, source: Source, begin: float) -> GradeResult:
        phases: dict[str, float] = {}
        prepared = prepare(source, parse_submission(job.submission))
        phases["prepare"] = time.perf_counter() - begin
        mode, outcomes, too_much = self._run_until_done(job, source, prepared, phases)
        mark = time.perf_counter()
        cells = Report(source, prepared, outcomes, job.messages, mode).cells()
        phases["score"] = time.perf_counter() - mark
        return GradeResult(
            request_id=job.request_id,
            submission=job.name,
            status=ResultStatus.GRADED,
            score=round(sum(cell.score or 0.0 for cell in cells.values()), 6),
            max_score=source.max_score,
            cells=cells,
            seconds=round(time.perf_counter() - begin, 4),
            mode=mode,
            engine=ENGINE,
            phases={name: round(value, 4) for name, value in phases.items()},
            printed_beyond_kb=job.limits.output_kb if too_much else None,
        )

    def source(self, data: bytes) -> Source:
        """Parse an instructor notebook, or find it among those parsed before.

        Raises:
            SourceError: it cannot be graded against.
        """
        with self._lock:
            found = self._sources.get(data)
        if found is None:
            try:
                found = read_source(data, self._make_release)
            except SourceError:
                raise
            except Exception as error:
                logger.exception("a source could not be read: a fault of ours")
                raise SourceError("The source notebook cannot be read; see the log.") from error
            self._keep(self._sources, data, found)
        return found

    def publication(self, source: Source, files: Sequence[OpenFile], limits: Limits) -> Publication:
        """Run the model answer once to learn what tests take, and whether they can be split.

        Raises:
            ZygoteGoneError: the zygote died meanwhile.
        """
        key = (source.sha256, tuple((file.name, str(file.path)) for file in files))
        with self._lock:
            found = self._publications.get(key)
        if found is None:
            found, lasting = self._publish(source, files, limits)
            if lasting:
                self._keep(self._publications, key, found)
        return found

    def _run_until_done(
        self, job: Job, source: Source, prepared: Prepared, phases: dict[str, float]
    ) -> tuple[Mode, list[CellOutcome], bool]:
        """Run on a zygote; when it dies meanwhile, run again on a new one.

        Answers the mode, the outcomes, and whether the notebook printed too much.
        """
        for attempt in range(_ATTEMPTS):
            try:
                return self._run(job, source, prepared, phases)
            except ZygoteGoneError:
                if attempt == _ATTEMPTS - 1:
                    raise
        raise AssertionError("unreachable")

    def _run(
        self, job: Job, source: Source, prepared: Prepared, phases: dict[str, float]
    ) -> tuple[Mode, list[CellOutcome], bool]:
        mark = time.perf_counter()
        mode, profile = job.mode, None
        if mode is Mode.SPLIT:
            publication = self.publication(source, job.files, job.limits)
            profile = publication.profile
            mode = Mode.SPLIT if publication.split else Mode.INPROCESS
        phases["publish"] = time.perf_counter() - mark
        mark = time.perf_counter()
        with self.pool.lend() as zygote:
            runner = Runner(zygote, job.limits, job.files)
            outcomes = runner.run(
                source,
                prepared.cells,
                mode,
                profile,
                to_first_failure=job.to_first_failure,
            )
        phases["run"] = time.perf_counter() - mark
        return mode, outcomes, runner.printed_too_much

    def _publish(
        self, source: Source, files: Sequence[OpenFile], limits: Limits
    ) -> tuple[Publication, bool]:
        """Find out how to grade; the second part says whether that may be remembered."""
        model = model_submission(source)
        limits = limits.model_copy(
            update={
                "seconds": max(limits.seconds, Limits().seconds),
                "cell_seconds": max(limits.cell_seconds, Limits().cell_seconds),
            }
        )
        if source.looks_around:
            return Publication(False, None), True
        with self.pool.lend() as zygote:
            for run in range(_MODEL_RUNS):
                # Being late once may be the machine's fault: the next run has three times as long.
                split = Runner(zygote, _longer(limits, 3**run), files).run(
                    source, model.cells, Mode.SPLIT, record=True
                )
                if not _late(split):
                    break
            if all(_passed(outcome) for outcome in split if outcome.cell.is_test):
                return Publication(True, _profile(split)), True
            unsplit = Runner(zygote, limits, files).run(source, model.cells, Mode.INPROCESS)
        agree = [_points(outcome) for outcome in split] == [_points(one) for one in unsplit]
        lasting = not _late(split) and not _late(unsplit)  # a busy machine proves nothing
        return Publication(agree, _profile(split)), lasting

    def _keep(self, cache: OrderedDict[Any, Any], key: object, value: object) -> None:
        with self._lock:
            cache[key] = value
            while len(cache) > _CACHED:
                cache.popitem(last=False)

    @staticmethod
    def _rejected(job: Job, source: Source, code: str, reason: str, begin: float) -> GradeResult:
        return GradeResult(
            request_id=job.request_id,
            submission=job.name,
            status=ResultStatus.REJECTED,
            reason=reason,
            reason_code=code,
            max_score=source.max_score,
            seconds=round(time.perf_counter() - begin, 4),
            mode=job.mode,
            engine=ENGINE,
        )


def _points(outcome: CellOutcome) -> float | None:
    if not outcome.cell.is_test or outcome.cell.origin is None:
        return None
    return score_test(outcome.cell.origin, outcome)[0]


def _longer(limits: Limits, factor: int) -> Limits:
    longer = {
        "seconds": limits.seconds * factor,
        "cell_seconds": limits.cell_seconds * factor,
    }
    return limits.model_copy(update=longer)


def _late(outcomes: Sequence[CellOutcome]) -> bool:
    return any(outcome.ending == "time" for outcome in outcomes)


def _passed(outcome: CellOutcome) -> bool:
    origin = outcome.cell.origin
    return origin is not None and score_test(origin, outcome)[1] is CellStatus.PASSED


def _profile(outcomes: Sequence[CellOutcome]) -> Profile:
    found = {}
    for outcome in outcomes:
        origin = outcome.cell.origin
        if outcome.ok and outcome.record is not None and origin is not None and origin.grade_id:
            found[origin.grade_id] = outcome.record
    return Profile(found)
