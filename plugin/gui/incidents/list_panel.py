"""The list page: Report and Here on top, the search box and the quick filters, then the rows."""
from __future__ import annotations

from qgis.PyQt.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QSize, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QKeySequence
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QShortcut, QToolButton, QWidget

from ...i18n import tr
from ...incidents import Draft
from ..forms import form_class
from .filters import Quick, quick_label
from .flow import FlowLayout
from .list_model import Column, IncidentTableModel
from .symbols import conflict_icon, danger_icon, send_icon
from .words import when

FORM = form_class("incident_list")
SEARCH_PAUSE_MS = 120
# in characters of the screen's own font; the two columns of icons in pixels
CHARACTERS = {Column.STATE: 11, Column.CATEGORY: 16, Column.ADDRESS: 26, Column.REPORTED: 16, Column.NUMBER: 16}
ICON_COLUMN = 30


class ListPanel(QWidget, FORM):
    """Shows the model; tells what the user chose. Selections travel as sets of references."""

    selected = pyqtSignal(object)  # frozenset of refs, chosen by the user in the list
    opened = pyqtSignal(str)  # ref
    zoomed = pyqtSignal(object)  # frozenset of refs
    conflict_opened = pyqtSignal(str)  # ref of an incident that both sides changed
    draft_continued = pyqtSignal(object)  # Draft
    draft_discarded = pyqtSignal(object)  # Draft

    def __init__(self, model: IncidentTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self.model = model
        self._refs: frozenset[str] = frozenset()
        self._setting = False
        self._draft: Draft | None = None
        self._commune_open = False
        self.filter_buttons: dict[Quick, QToolButton] = {}
        self._build_filters()
        self._build_table()
        self._connect()
        self.hint.hide()
        self.offer_draft(None)
        self._refresh()

    @property
    def refs(self) -> frozenset[str]:
        """The chosen incidents."""
        return self._refs

    def set_commune_open(self, is_open: bool) -> None:
        """Without an open commune there is nothing to report on."""
        self._commune_open = is_open
        self.report.setEnabled(is_open)
        self.here.setEnabled(is_open)
        self._refresh()

    def select(self, refs: frozenset[str], *, scroll: bool = True) -> None:
        """Choose these rows because the map or the page says so; nothing is told back."""
        self._refs = refs
        self._select_rows(scroll)
        self._refresh()

    def offer_draft(self, draft: Draft | None) -> None:
        """Offer to go on with what was being typed; None offers nothing."""
        self._draft = draft
        self.draft.setVisible(draft is not None)
        if draft is not None:
            words = str(draft.form.get("description") or draft.form.get("address") or "")[:60]
            text = tr("A report begun {when} was not saved.").format(when=when(draft.saved_at))
            self.draft_text.setText(f"{text}\n{words}" if words else text)

    def show_counts(self, counts: dict[Quick, int]) -> None:
        """Write the counts on the filters; an empty one stays clickable but quiet."""
        for quick, button in self.filter_buttons.items():
            label, count = quick_label(quick), counts.get(quick, 0)
            button.setText(f"{label} {count}")
            button.setVisible(count > 0 or quick in (Quick.ALL, Quick.OPEN, Quick.DANGER) or button.isChecked())
        self.filters.updateGeometry()
        self._refresh()

    def show_everything(self) -> None:
        """Take away search and filter."""
        self.search.clear()
        self._search_pause.stop()
        self.model.set_search("")
        self.filter_buttons[Quick.ALL].click()

    def _build_filters(self) -> None:
        flow = FlowLayout(self.filters)
        icons = {Quick.DANGER: danger_icon, Quick.UNSENT: send_icon, Quick.CONFLICT: conflict_icon}
        for quick in Quick:
            button = QToolButton(self.filters)
            button.setObjectName(f"filter_{quick.value}")
            button.setText(quick_label(quick))
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setChecked(quick is Quick.ALL)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            if quick in icons:
                button.setIcon(icons[quick]())
            button.clicked.connect(lambda _on, quick=quick: self._on_quick(quick))
            flow.addWidget(button)
            self.filter_buttons[quick] = button

    def _build_table(self) -> None:
        self.table.setModel(self.model)
        self.table.setIconSize(QSize(18, 18))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(26)
        self.table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.table.horizontalHeader()
        header.setMinimumSectionSize(28)
        header.setSectionsMovable(True)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        one = self.table.fontMetrics().averageCharWidth()
        for column in Column:
            header.resizeSection(column, CHARACTERS[column] * one + 12 if column in CHARACTERS else ICON_COLUMN)
        header.resizeSection(Column.STATE, header.sectionSize(Column.STATE) + ICON_COLUMN // 2)
        self.table.sortByColumn(Column.DANGER, Qt.SortOrder.AscendingOrder)

    def _connect(self) -> None:
        self._search_pause = QTimer(self)
        self._search_pause.setSingleShot(True)
        self._search_pause.setInterval(SEARCH_PAUSE_MS)
        self._search_pause.timeout.connect(self._on_search)
        self.search.textChanged.connect(lambda _text: self._search_pause.start())
        self.search.returnPressed.connect(self._on_search_return)
        self.show_all.clicked.connect(self.show_everything)
        self.table.selectionModel().selectionChanged.connect(lambda *_: self._on_selection())
        self.table.doubleClicked.connect(self._on_double_clicked)
        self.open.clicked.connect(self._open_current)
        self.decide.clicked.connect(self._decide_current)
        self.zoom.clicked.connect(lambda: self.zoomed.emit(self._refs))
        self.model.rows_changed.connect(self._on_rows_changed)
        self.model.counts_changed.connect(self.show_counts)
        self.draft_continue.clicked.connect(lambda: self.draft_continued.emit(self._draft))
        self.draft_discard.clicked.connect(lambda: self.draft_discarded.emit(self._draft))
        for keys in ("Return", "Enter"):
            shortcut = QShortcut(QKeySequence(keys), self.table)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._open_current)

    def _on_quick(self, quick: Quick) -> None:
        self.model.set_quick(quick)
        self._refresh()

    def _on_search(self) -> None:
        self._search_pause.stop()
        self.model.set_search(self.search.text())
        self._refresh()

    def _on_search_return(self) -> None:
        """Enter in the search box goes to the first row found."""
        self._on_search()
        if self.model.rowCount():
            self.table.setFocus(Qt.FocusReason.TabFocusReason)
            self.table.selectRow(0)

    def _on_selection(self) -> None:
        if self._setting:
            return
        shown = self._shown_refs()
        if shown != self._refs:
            self._refs = shown
            self._refresh()
            self.selected.emit(shown)

    def _shown_refs(self) -> frozenset[str]:
        """Read as ranges: one per run of rows, never one per row."""
        selection = self.table.selectionModel().selection()
        return frozenset(self.model.refs_in((r.top(), r.bottom()) for r in selection))

    def _on_rows_changed(self) -> None:
        """A new order forgets the view's selection: set it again on the same incidents."""
        self._select_rows(scroll=False)
        self._refresh()

    def _select_rows(self, scroll: bool) -> None:
        ranges = self.model.ranges_of(self._refs)
        selection = QItemSelection()
        last = len(Column) - 1
        for first, end in ranges:
            selection.select(self.model.index(first, 0), self.model.index(end, last))
        self._setting = True
        try:
            self.table.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            if ranges:
                index = self.model.index(ranges[0][0], 0)
                self.table.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
                if scroll:
                    self.table.scrollTo(self.model.index(ranges[0][0], Column.STATE),
                                        QAbstractItemView.ScrollHint.EnsureVisible)
        finally:
            self._setting = False

    def _on_double_clicked(self, index: QModelIndex) -> None:
        incident = self.model.incident_at(index.row())
        if incident is not None:
            self.zoomed.emit(frozenset({incident.ref}))

    def _open_current(self) -> None:
        incident = self.model.incident_at(self.table.currentIndex().row())
        if incident is not None:
            self.opened.emit(incident.ref)

    def _decide_current(self) -> None:
        incident = self.model.incident_at(self.table.currentIndex().row())
        if incident is not None:
            self.conflict_opened.emit(incident.ref)

    def _refresh(self) -> None:
        """Counts, the empty state, and which buttons make sense."""
        shown, total = self.model.rowCount(), self.model.total
        chosen = sum(last - first + 1 for first, last in self.model.ranges_of(self._refs))
        self.stack.setCurrentWidget(self.table_page if shown else self.empty_page)
        self.empty.setText(self._empty_words(total))
        self.show_all.setVisible(total > 0)
        for widget in (self.search, self.filters, self.zoom, self.open, self.count):
            widget.setVisible(total > 0)
        self.zoom.setEnabled(bool(chosen))
        self.open.setEnabled(bool(chosen))
        current = self.model.incident_at(self.table.currentIndex().row()) if chosen else None
        self.decide.setVisible(current is not None and current.conflict)
        if chosen:
            self.count.setText(tr("{chosen} of {shown} chosen").format(chosen=chosen, shown=shown))
        elif shown == total:
            self.count.setText(tr("{total} incidents").format(total=total))
        else:
            self.count.setText(tr("{shown} of {total} incidents").format(shown=shown, total=total))

    def _empty_words(self, total: int) -> str:
        if not self._commune_open:
            return tr("Choose your commune at the top of the dock. Then its incidents stand here.")
        if total:
            return tr("No incident fits this search and filter.")
        return tr(
            "There is no incident yet.\n\nPress “Report on the map”, then click the place. What others reported comes "
            "with the first synchronisation, on the Sync page."
        )
