"""What every address of the API does around its own work."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from portal.assignments.errors import ReleaseIncompleteError, SubmissionRefusedError
from portal.assignments.request_body import announced_length, discard
from portal.assignments.uploads import MAX_BYTES
from portal.exchange import problems
from portal.exchange.identity import learner_of

Answer = Callable[..., HttpResponse]
FILTERS = frozenset({"course", "assignment"})


def exchange_view(*, method: str, parameters: frozenset[str] = frozenset()) -> Any:
    """Make an address of the API.

    It takes one method, finds out who asks, refuses parameters that it does not know, and answers
    every refusal in the API's own form. No session and hence no CSRF token is involved.
    """

    def wrap(view: Answer) -> Answer:
        @csrf_exempt
        @never_cache
        @wraps(view)
        def answer(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            try:
                if request.method != method:
                    raise problems.wrong_method(method)
                learner = learner_of(request)
                for name in request.GET:
                    if name not in parameters:
                        raise problems.unknown_parameter(name)
                return view(request, learner, **kwargs)
            except problems.ExchangeProblemError as problem:
                discard(request)
                return problem.response()
            except (SubmissionRefusedError, ReleaseIncompleteError) as refusal:
                discard(request)
                return problems.from_refusal(refusal).response()

        return answer

    return wrap


def read_body(request: HttpRequest, *, too_large: SubmissionRefusedError) -> bytes:
    """Read an archive whose stated length is allowed, and no byte more.

    Raises:
        ExchangeProblemError: no length, no archive, or fewer bytes than announced.
        SubmissionRefusedError: ``too_large``, before anything was read.
    """
    length = announced_length(request)
    if length is None:
        raise problems.length_required()
    if length > MAX_BYTES:
        raise too_large
    if request.content_type != "application/gzip":
        raise problems.wrong_media_type()
    body = request.read(length)
    if len(body) != length:
        raise problems.cut_off()
    return body
