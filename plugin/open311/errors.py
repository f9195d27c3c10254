"""What can go wrong between a GeoReport v2 back end and us, once an answer has arrived.

What goes wrong before (no network, no answer) is a `TransportError` of the room `net`.
"""
from __future__ import annotations

from ..errors import Rue311Error
from ..i18n import tr

Problems = tuple[tuple[str, str], ...]
WORDS_SHOWN = 300


def said(problems: Problems) -> str:
    """What a server said, on one line, no longer than can be shown; empty where it said nothing."""
    words = " ".join("; ".join(description or code for code, description in problems if description or code).split())
    return words if len(words) <= WORDS_SHOWN else words[: WORDS_SHOWN - 1].rstrip() + "…"


def stopped(words: str) -> str:
    """Words that end as a sentence does, so that another one may follow."""
    return words if words.endswith((".", "!", "?", "…", ":")) else f"{words}."


class Open311Error(Rue311Error):
    """The back end answered, and the answer is not what was asked for.

    http_status: of the answer; 0 where there was none to speak of. problems: (code, description) pairs in the
    server's own words, already cut to a length that can be shown.
    """

    code = "O311-100"

    def __init__(
        self, user: str, remedy: str = "", detail: str = "", *, http_status: int = 0, problems: Problems = ()
    ) -> None:
        super().__init__(user, remedy, detail)
        self.http_status = http_status
        self.problems = problems

    @property
    def words(self) -> str:
        """The server's own words, one line; empty where it said nothing."""
        return said(self.problems)


class Refused(Open311Error):
    """A readable 4xx: the back end understood the request and will not do it. Nothing was created."""

    code = "O311-400"

    def __init__(self, http_status: int, problems: Problems = (), detail: str = "") -> None:
        words = said(problems)
        super().__init__(
            tr("The back end refused: {words}").format(words=stopped(words)) if words else tr("The back end refused."),
            self.advice(),
            detail,
            http_status=http_status,
            problems=problems,
        )

    def advice(self) -> str:
        return tr("Correct the report and send it again.")


class KeyRefused(Refused):
    """401 or 403: no key, or a key that the back end does not accept."""

    code = "O311-403"

    def advice(self) -> str:
        return tr("Check the key of the back end in the profile.")


class NotFound(Refused):
    """404: the service, service request, token or jurisdiction is unknown to the back end."""

    code = "O311-404"

    def advice(self) -> str:
        return tr("Check the address and the jurisdiction of the back end in the profile.")


class Throttled(Open311Error):
    """429: not processed, come back later. retry_after_s: seconds to wait, between 0 and 3600."""

    code = "O311-429"

    def __init__(self, retry_after_s: float, problems: Problems = (), detail: str = "") -> None:
        super().__init__(
            tr("The back end asks to wait {seconds} seconds.").format(seconds=round(retry_after_s)),
            tr("Nothing is lost: it is sent again later."),
            detail,
            http_status=429,
            problems=problems,
        )
        self.retry_after_s = retry_after_s


class ServerFailed(Open311Error):
    """5xx: the back end stumbled. After a POST nobody knows whether something was created."""

    code = "O311-500"

    def __init__(self, http_status: int, problems: Problems = (), detail: str = "", retry_after_s: float = 0.0) -> None:
        super().__init__(
            tr("The back end failed (HTTP {status}).").format(status=http_status),
            tr("Try again later; tell the back end's manager if it lasts."),
            detail,
            http_status=http_status,
            problems=problems,
        )
        self.retry_after_s = retry_after_s


class Unreadable(Open311Error):
    """An answer that is no GeoReport: a login page, nothing, half a document, another shape.

    damaged: it is a document of the right kind, but broken or contradicting itself.
    """

    code = "O311-200"

    def __init__(
        self, why: str, *, http_status: int = 0, detail: str = "", damaged: bool = False, problems: Problems = ()
    ) -> None:
        super().__init__(
            tr("The answer of the back end cannot be read: {why}").format(why=stopped(why)),
            tr("Check the address of the back end, and whether this network asks for a login first."),
            detail,
            http_status=http_status,
            problems=problems,
        )
        self.why = why
        self.damaged = damaged


class NotHere(Unreadable):
    """A 404, 405 or 406 that no GeoReport server has written: nothing of the kind is at that address.

    After a POST it proves nothing, since a proxy may have written it.
    """

    code = "O311-201"

    def __init__(self, http_status: int, detail: str = "", problems: Problems = ()) -> None:
        super().__init__(
            tr("this is not offered at this address"), http_status=http_status, detail=detail, problems=problems
        )
        self.user = tr("The back end does not offer this at this address (HTTP {status}).").format(status=http_status)
        self.remedy = tr("Check the address and the jurisdiction of the back end in the profile.")
        self.args = (self.user,)


class NotOffered(Open311Error):
    """Asked for something that this back end's capabilities exclude; nothing was sent."""

    code = "O311-010"


class NotSendable(Refused):
    """The report itself breaks the standard: nothing was sent."""

    code = "O311-011"

    def __init__(self, why: str) -> None:
        super().__init__(0)
        self.user = stopped(why)
        self.args = (self.user,)


class ShutDown(Open311Error):
    """The list of services is a notice that the back end has closed (uReport's service code `XXX`)."""

    code = "O311-503"

    def __init__(self, words: str) -> None:
        problems = (("", words[:500]),)
        super().__init__(
            tr("The back end takes no reports any more: {words}").format(words=stopped(said(problems))),
            tr("Ask the manager of the back end which one replaces it."),
            http_status=200,
            problems=problems,
        )
