"""The panel below the outbox: one operation, what its state means, and everything that happened to it."""
from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ...errors import Rue311Error
from ...i18n import tr
from ...incidents import OpKind, OpState, declaring
from .model import state_colour
from .words import event_words, explanation, state_words

if TYPE_CHECKING:
    from ...incidents import Operation, Store

WAITING = frozenset({OpState.QUEUED, OpState.RETRY_WAIT})  # the next sync sends it by itself
DECIDABLE = frozenset({OpState.NEEDS_HUMAN, OpState.DUPLICATE_UPSTREAM})  # on a sheet with both sides
WITHDRAWABLE = WAITING | {OpState.REJECTED, OpState.NEEDS_HUMAN}


class OperationDetail:
    """Fills the detail widgets of the page's form."""

    def __init__(self, form: Any) -> None:
        self._form = form
        self._shown: tuple[object, ...] | None = None

    def show(self, operation: Operation | None, store: Store | None) -> None:
        """Show `operation` with its events; None hides the panel."""
        self._form.detail_box.setVisible(operation is not None and store is not None)
        if operation is None or store is None:
            self._shown = None
            return
        form = self._form
        form.retry_button.setVisible(operation.state in WAITING | {OpState.REJECTED})
        form.decide_button.setVisible(operation.state in DECIDABLE)
        form.correct_button.setVisible(self._correctable(operation, store))
        form.withdraw_button.setVisible(operation.state in WITHDRAWABLE)
        now = (operation.op_id, operation.state, operation.attempt, operation.last_at)
        if now == self._shown:
            return
        self._shown = now
        form.detail_title.setText(operation.title)
        form.detail_state.setText(state_words(operation))
        form.detail_state.setStyleSheet(f"color: {state_colour(operation.state).name()};")
        form.detail_words.setText(explanation(operation.state))
        form.detail_events.setText("\n".join(self._story(operation, store)))
        form.detail_scroll.verticalScrollBar().setValue(0)

    @staticmethod
    def _correctable(operation: Operation, store: Store) -> bool:
        if operation.kind is not OpKind.REPORT or operation.state not in WITHDRAWABLE:
            return False
        try:
            return declaring.can_correct(store, operation.op_id)
        except Rue311Error:
            return False

    @staticmethod
    def _story(operation: Operation, store: Store) -> list[str]:
        try:
            events = store.events(operation.op_id)
        except Rue311Error as error:
            return [error.sentence]
        lines = [event_words(event) for event in events]
        lines.append(tr("Reference {ref}, operation {op}").format(ref=operation.ref, op=operation.op_id))
        return lines
