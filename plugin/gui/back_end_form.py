"""A commune's back end and register: a small form, with the sentence that says what is wrong right under it."""
from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from qgis.gui import QgsAuthConfigSelect, QgsFileWidget
from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QSizePolicy, QWidget

from ..errors import Rue311Error
from ..i18n import tr
from .connection import ConnectionPanel
from .forms import form_class
from .training import STAFF

if TYPE_CHECKING:
    from ..open311 import Endpoint
    from .workplace import Workplace

LAMBERTS = (("EPSG:31370", "Lambert belge 1972"), ("EPSG:3812", "Lambert belge 2008"))


class BackEndForm(QWidget, form_class("back_end_form")):  # type: ignore[misc]
    """Asks where reports go. "Later" is an answer too: reports wait on this computer."""

    done = pyqtSignal()

    def __init__(self, workplace: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setupUi(self)
        self._workplace = workplace
        self._key: QgsAuthConfigSelect | None = None
        self._register = QgsFileWidget(self.register_place)
        self._register.setFilter(tr("Address register (*.zip *.csv *.sqlite)"))
        self._register.setDialogTitle(tr("Choose the address register"))
        self.register_column.addWidget(self._register)
        self.connection = ConnectionPanel(workplace, self._typed, self.connection_place)
        self.connection_column.addWidget(self.connection)
        self.connection.found.connect(self._on_found)
        self.connection.use_wanted.connect(self._use)
        for code, name in LAMBERTS:
            self.crs.addItem(f"{name} ({code})", code)
        for label in (self.url_label, self.jurisdiction_label, self.key_label, self.register_label, self.crs_label):
            label.setStyleSheet("margin-top: 6px;")
        self.trouble.setStyleSheet("color: #b71c1c; font-weight: bold;")
        self.save_button.clicked.connect(self._save)
        self.url.returnPressed.connect(self._save)
        self.url.textEdited.connect(self._on_other_back_end)
        self.jurisdiction.textEdited.connect(self._on_other_back_end)
        self.later_button.clicked.connect(self.done)

    def prepare(self) -> None:
        """Show what is set. Only now QGIS's list of keys is read."""
        profile = self._workplace.profile
        if profile is None:
            return
        if self._key is None:
            self._key = QgsAuthConfigSelect(self.key_place)
            self._key.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
            self.key_column.addWidget(self._key)
        self.url.setText(profile.back_end.url)
        self.jurisdiction.setText(profile.back_end.jurisdiction_id)
        self._key.setConfigId(profile.back_end.authcfg)
        self._register.setFilePath(profile.register if Path(profile.register).is_absolute() else "")
        self.crs.setCurrentIndex(max(0, self.crs.findData(profile.crs)))
        self._say("")
        self._know()
        self.scroll.verticalScrollBar().setValue(0)
        self.url.setFocus()

    def _know(self) -> None:
        """Show what is known of the back end in use."""
        profile = self._workplace.profile
        if profile is None:
            return
        try:
            store = self._workplace.store
            kept = store.capabilities(self._key_of(self._address())) if store is not None else []
        except Rue311Error as error:
            kept = []
            self._say(error.sentence)
        self.connection.prepare(kept, dict(profile.back_end.capabilities))

    def _key_of(self, url: str) -> str:
        from ..incidents.reference import endpoint_key

        return endpoint_key(url, self.jurisdiction.text().strip())

    def _address(self) -> str:
        """Where reports go once this is saved; a training commune's own back end may listen elsewhere today."""
        typed = self.url.text().strip().rstrip("/")
        profile = self._workplace.profile
        if profile is not None and profile.training and typed == profile.back_end.url.rstrip("/"):
            return self._workplace.back_end_url() or typed
        return typed

    def _typed(self) -> Endpoint:
        """The back end as it stands in the form. Raises ProfileInvalid, AuthcfgUnreadable."""
        from ..commune import check_endpoint_url
        from ..net.qgis import api_key_of
        from ..open311 import Endpoint

        url = self._address()
        check_endpoint_url(url)
        config = self._key.configId() if self._key is not None else ""
        training = self._workplace.training
        secret = STAFF if training else api_key_of(config) if config else ""
        return Endpoint(url, self.jurisdiction.text().strip(), secret)

    def _on_found(self, asked: str, found: str) -> None:
        """The address of a discovery document, or of the site, becomes that of the back end."""
        if found.rstrip("/") != asked.rstrip("/"):
            self.url.setText(found)
        QTimer.singleShot(0, self._show_result)

    def _show_result(self) -> None:
        """The result begins under the button that asked for it."""
        top = self.connection_place.y() + self.connection.test_button.y()
        self.scroll.verticalScrollBar().setValue(top)

    def _on_other_back_end(self, _text: str) -> None:
        self.connection.forget()

    def _use(self) -> None:
        """Write what was found and stay: one sees that it is in use."""
        try:
            self._keep()
        except Rue311Error as error:
            self._say(error.sentence)
            return
        self._say("")
        self._know()
        self.connection.used()

    def _say(self, text: str) -> None:
        self.trouble.setText(text)
        self.trouble.setVisible(bool(text))

    def _save(self) -> None:
        try:
            self._keep()
        except Rue311Error as error:
            self._say(error.sentence)
            return
        self.done.emit()

    def _keep(self) -> None:
        from ..commune import BackEnd, check_endpoint_url

        profile = self._workplace.profile
        if profile is None:
            return
        url = self.url.text().strip().rstrip("/")
        if url:
            check_endpoint_url(url)
        key = self._key.configId() if self._key is not None else ""
        same = url == profile.back_end.url
        changed = self.connection.state.changed
        capabilities = profile.back_end.capabilities if same else {}
        if changed:
            capabilities = self.connection.capabilities()
        back_end = BackEnd(url, self.jurisdiction.text().strip(), key, capabilities)
        self._workplace.save_profile(replace(profile, back_end=back_end, crs=self.crs.currentData()))
        if changed and url and self._workplace.store is not None:
            self._workplace.store.save_capabilities(self._key_of(self._address()), self.connection.rows())
        file = self._register.filePath().strip()
        if file and file != profile.register:
            self._workplace.use_register(Path(file))
