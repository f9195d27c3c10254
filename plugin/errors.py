"""What every expected failure of Rue311 looks like: a code, a sentence, a remedy, and a detail for the log."""
from __future__ import annotations

import errno

from .i18n import tr


class Rue311Error(Exception):
    """An expected failure that a person is told about.

    code: stable, for support (`REG-102`). user: what happened, one sentence. remedy: what one can do.
    detail: for the log only; it never holds a person's data, a key or a password.
    """

    code = "R311-000"

    def __init__(self, user: str, remedy: str = "", detail: str = "") -> None:
        super().__init__(user)
        self.user = user
        self.remedy = remedy
        self.detail = detail

    @property
    def sentence(self) -> str:
        """What happened and what to do, as the message bar shows it."""
        return f"{self.user} {self.remedy}".strip()

    def __str__(self) -> str:
        return f"[{self.code}] {self.sentence}"


def reason_of(error: OSError) -> str:
    """Why a file or folder cannot be used, in the language of the screen where the reason is a common one."""
    if error.errno in (errno.EACCES, errno.EPERM):
        return tr("there is no right to it")
    if error.errno == errno.EROFS:
        return tr("it is read-only")
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", None)):
        return tr("the disk is full")
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        return tr("it is not there")
    return error.strerror or type(error).__name__
