"""A refusal, as GeoReport v2 writes it: an HTTP status and one or more sentences for the user."""
from __future__ import annotations


class Problem(Exception):
    """Ends a call with the standard's error body. status: 404 absent, 403 key, 400 anything else."""

    def __init__(self, status: int, *descriptions: str) -> None:
        super().__init__(status, *descriptions)
        self.status = status
        self.descriptions = descriptions

    def body(self) -> list[dict[str, object]]:
        """The list of errors; `wire` makes XML or JSON of it."""
        return [{"code": self.status, "description": text} for text in self.descriptions]
