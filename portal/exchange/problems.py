"""Refusals of the exchange API, in the one form in which they travel."""

from http import HTTPStatus

from django.http import JsonResponse
from django.utils.translation import gettext as _

from portal.assignments.errors import ReleaseIncompleteError, SubmissionRefusedError


class ExchangeProblemError(Exception):
    """A refusal with a status, a code for programs, and words for the learner."""

    def __init__(self, status: HTTPStatus, code: str, message: str, next_step: str) -> None:
        self.status = status
        self.code = code
        self.message = message
        self.next_step = next_step
        super().__init__(code)

    def response(self) -> JsonResponse:
        """Return the HTTP answer."""
        body = {"code": self.code, "message": self.message, "next": self.next_step}
        answer = JsonResponse({"error": body}, status=self.status)
        if self.status == HTTPStatus.SERVICE_UNAVAILABLE:
            answer["Retry-After"] = "5"
        if self.status == HTTPStatus.UNAUTHORIZED:
            answer["WWW-Authenticate"] = "token"
        return answer


def from_refusal(error: SubmissionRefusedError | ReleaseIncompleteError) -> ExchangeProblemError:
    """Turn a refusal of the assignments app into one of the API."""
    text = error.text if isinstance(error, SubmissionRefusedError) else str(error.message)
    return ExchangeProblemError(error.status, error.code, text, str(error.next_step))


def no_token() -> ExchangeProblemError:
    """Refuse a request that does not say who asks."""
    return ExchangeProblemError(
        HTTPStatus.UNAUTHORIZED,
        "no_token",
        _("The request carries no token of a workspace."),
        _("Send it from your workspace: Authorization: token …"),
    )


def unknown_token() -> ExchangeProblemError:
    """Refuse a token that the Hub does not know."""
    return ExchangeProblemError(
        HTTPStatus.UNAUTHORIZED,
        "unknown_token",
        _("Your workspace's sign-in is not valid any more."),
        _("Your files are safe. Stop the workspace, open the exercise again and submit."),
    )


def unknown_user() -> ExchangeProblemError:
    """Refuse a token whose owner has no active account here."""
    return ExchangeProblemError(
        HTTPStatus.FORBIDDEN,
        "unknown_user",
        _("This token belongs to nobody who may submit."),
        _("Sign in to the academy and open the exercise from its page."),
    )


def hub_unavailable() -> ExchangeProblemError:
    """Say that we cannot find out just now who asks."""
    return ExchangeProblemError(
        HTTPStatus.SERVICE_UNAVAILABLE,
        "hub_unavailable",
        _("We cannot check your sign-in just now. Nothing was submitted."),
        _("Your files are safe. Try again in a minute."),
    )


def unknown_parameter(name: str) -> ExchangeProblemError:
    """Refuse what a request must not say, such as who the learner is."""
    return ExchangeProblemError(
        HTTPStatus.BAD_REQUEST,
        "unknown_parameter",
        _("The request may not carry “%(name)s”. Who you are follows from your token.")
        % {"name": name[:50]},
        _("Send the request without it."),
    )


def wrong_media_type() -> ExchangeProblemError:
    """Refuse a body that is no gzipped archive."""
    return ExchangeProblemError(
        HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "wrong_media_type",
        _("A submission is a gzipped tar archive."),
        _("Send it with Content-Type: application/gzip."),
    )


def length_required() -> ExchangeProblemError:
    """Refuse a body of unknown length."""
    return ExchangeProblemError(
        HTTPStatus.LENGTH_REQUIRED,
        "length_required",
        _("The request does not say how long it is."),
        _("Send a Content-Length."),
    )


def cut_off() -> ExchangeProblemError:
    """Refuse a body that ended early."""
    return ExchangeProblemError(
        HTTPStatus.BAD_REQUEST,
        "cut_off",
        _("The submission arrived incomplete."),
        _("Your files are safe. Submit again."),
    )


def no_such_address() -> ExchangeProblemError:
    """Say that the API has no such address."""
    return ExchangeProblemError(
        HTTPStatus.NOT_FOUND,
        "no_such_address",
        _("The exchange has no such address."),
        _("Check the name of the course and of the exercise."),
    )


def wrong_method(allowed: str) -> ExchangeProblemError:
    """Say which method the address takes."""
    return ExchangeProblemError(
        HTTPStatus.METHOD_NOT_ALLOWED,
        "wrong_method",
        _("This address does not take that kind of request."),
        _("Use %(method)s.") % {"method": allowed},
    )
