"""Where searches on other threads find the register in use; a register takes questions from several threads in turn."""
from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Callable, TypeVar

if TYPE_CHECKING:
    from ...addresses import Register

Answer = TypeVar("Answer")


class RegisterShelf:
    """Holds the register of the open commune; whoever put it here opens and closes it.

    commune: NIS of the commune whose streets come first.
    """

    def __init__(self) -> None:
        self._register: Register | None = None
        self.commune = ""

    def use(self, register: Register | None, commune: str = "") -> None:
        """Questions go to `register` from now on; None: there is nothing to ask."""
        self._register, self.commune = register, commune

    def ask(self, question: Callable[[Register], Answer]) -> Answer | None:
        """Put a question from any thread; None where no register is in use. Raises Rue311Error for a broken one."""
        register = self._register
        if register is None:
            return None
        try:
            return question(register)
        except sqlite3.ProgrammingError:
            if register is self._register:
                raise
            return None  # it was closed under the question: another one is in use
