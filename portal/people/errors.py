"""What can be wrong with an act on an account."""


class PeopleError(Exception):
    """An act on an account is refused; the message says what to do."""


class OwnAccountError(PeopleError):
    """Somebody tries to end the account they are signed in with."""


class LastAdministratorError(PeopleError):
    """The act would leave nobody who can manage accounts."""
