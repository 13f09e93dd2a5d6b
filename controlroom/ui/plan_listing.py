"""What Plan does with whole sessions: list them and how they stand, put them away, delete
them and bring them back, make templates of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import time
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QMessageBox

from controlroom.core import formats
from controlroom.core.errors import WorldError
from controlroom.core.ids import SessionId
from controlroom.core.time import HOUR, MINUTE, at_local, local
from controlroom.plan.sheet import Session
from controlroom.ports import SessionBrief
from controlroom.ui.dialogs.session import StartDialog
from controlroom.ui.dialogs.template import BestDialog, TemplateDialog
from controlroom.ui.i18n import Language
from controlroom.ui.models.session_filter import upcoming_first
from controlroom.ui.panels.plan_sessions import SessionsPanel
from controlroom.ui.panels.plan_templates import TemplatesPanel
from controlroom.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from controlroom.ui.plan import PlanWorkspace
    from controlroom.ui.plan_desk import PlanDesk

_GOOD = 0.999


class PlanListing:
    """Works the panels of sessions and templates. What it does to a session can be undone
    from the word that says so, and with Ctrl+Z while the list has the focus."""

    def __init__(
        self,
        workspace: PlanWorkspace,
        desk: PlanDesk,
        language: Language,
        sessions: SessionsPanel,
        templates: TemplatesPanel,
    ) -> None:
        self._here, self._desk, self._language = workspace, desk, language
        self._sessions, self._templates = sessions, templates
        self._back: list[Callable[[], None]] = []
        self._said: dict[SessionId, Callable[[], None]] = {}  # to be said again in any language
        self.toast = Toast(workspace)
        sessions.asked.connect(self.do)
        templates.begin_asked.connect(self.begin)
        templates.remove_asked.connect(self.remove_template)
        templates.save_asked.connect(self.save_template)
        language.retranslate.connect(self._say, workspace)
        self._say()

    def _say(self) -> None:
        self.toast.close_.setAccessibleName(self._language.tr("ui.plan.close"))
        self.list_templates()
        for say in tuple(self._said.values()):
            say()

    def do(self, what: str) -> None:
        """What the list of sessions asks for."""
        acts: dict[str, Callable[[], None]] = {
            "new": self._here.asking.new_session,
            "copy": self._here.asking.duplicate,
            "archive": self.archive,
            "delete": self.delete,
            "restore": self.restore,
            "purge": self.purge,
            "template": self.save_template,
            "best": self.save_best,
        }
        acts[what]()

    # --- the list -------------------------------------------------------------------------

    def show(self, chosen: SessionId | None) -> tuple[SessionBrief, ...]:
        """List the sessions afresh; gives those that are not archived, next first."""
        briefs = self._desk.sessions(archived=True)
        self._sessions.show_sessions(briefs, chosen, self._desk.sessions(discarded=True))
        here = tuple(brief for brief in briefs if not brief.archived)
        self._desk.listing.ask(here, self.stand)
        return tuple(upcoming_first(here, self._desk.now()))

    def stand(self, standing: Any) -> None:
        """How a session stands, as the desk worked it out (`desk.listing.Standing`)."""
        brief = self._sessions.brief_of(standing.session)
        if brief is None or (self._here.session == brief.id and standing.ready is not None):
            return  # the open plan says it itself, and sooner
        if standing.ready is not None:
            self.ready(brief.id, standing.ready)
        elif standing.gmv is not None:
            gmv = formats.money_short(standing.gmv, brief.currency, self._language.lang)
            basis = self._language.word("ui.basis", standing.basis)
            roi = formats.times(standing.roi, 1)
            text = self._language.tr("ui.plan.state.results", gmv=gmv, basis=basis, roi=roi)
            short = standing.share is not None and standing.share < 1
            self._sessions.set_standing({brief.id: (text, "error" if short else "good")})
            self._said[brief.id] = lambda: self.stand(standing)

    def planned(self, session: Session, score: float | None) -> None:
        """The open plan says how ready it is, unless it has been on air."""
        brief = self._sessions.brief_of(session.id)
        if score is not None and brief is not None and not brief.aired:
            self.ready(session.id, score)

    def ready(self, session: SessionId, score: float) -> None:
        """A session that was not on air yet is so ready (0..1)."""
        text = self._language.tr("ui.plan.state.ready", share=formats.percent(score, 0))
        tone = "good" if score >= _GOOD else "warning"
        self._sessions.set_standing({session: (text, tone)})
        self._said[session] = lambda: self.ready(session, score)

    def _brief(self, session: SessionId | None) -> SessionBrief | None:
        found = self._desk.sessions(archived=True)
        return next((brief for brief in found if brief.id == session), None)

    def _opened(self) -> SessionBrief | None:
        return self._sessions.current or self._brief(self._here.session)

    # --- away and back ------------------------------------------------------------------

    def archive(self) -> None:
        """Put the session away, or back into the list."""
        if (brief := self._opened()) is not None:
            self.put_away(brief.id, archived=not brief.archived)

    def put_away(self, session: SessionId, *, archived: bool = True) -> None:
        """Archive `session` (or take it back) and open the next one."""
        brief = self._brief(session)
        if brief is not None and self._try(lambda: self._away(session, archived)):
            key = "archive" if archived else "unarchive"
            self._done(key, brief, lambda: self._away(session, not archived))

    def _away(self, session: SessionId, archived: bool) -> None:
        if archived:
            self._here.close_plan()
        self._desk.archive_session(session, archived)
        self._here.reload()

    def delete(self) -> None:
        """Put the session into the bin; the word about it has the way back."""
        brief = self._opened()
        if brief is not None and self._try(lambda: self._discard(brief.id)):
            self._done("delete", brief, lambda: self._restore(brief.id))

    def _discard(self, session: SessionId) -> None:
        self._here.details.keep()
        self._desk.discard_session(session)
        if self._here.session == session:
            self._here.close_plan()
        self._here.reload()

    def restore(self) -> None:
        """Take the session under the cursor out of the bin."""
        brief = self._sessions.current
        if brief is not None and self._try(lambda: self._restore(brief.id)):
            self._done("restore", brief, lambda: self._discard(brief.id))

    def _restore(self, session: SessionId) -> None:
        self._desk.restore_session(session)
        self._sessions.narrow(bin=False)
        self._here.open(session)
        self._here.reload()

    def purge(self) -> None:
        """Ask, then delete the session under the cursor for good."""
        brief, tr = self._sessions.current, self._language.tr
        if brief is None:
            return
        box = QMessageBox(self._here)
        box.setObjectName("purge_box")
        box.setWindowTitle(tr("ui.plan.session.delete"))
        box.setText(tr("ui.plan.session.purge.ask", title=brief.title))
        box.setInformativeText(tr("ui.plan.session.purge.lost"))
        yes = box.addButton(tr("ui.plan.session.purge"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(tr("ui.plan.cancel"), QMessageBox.ButtonRole.RejectRole)
        box.buttonClicked.connect(lambda button: self._purge(brief) if button is yes else None)
        box.finished.connect(box.deleteLater)
        box.open()

    def _purge(self, brief: SessionBrief) -> None:
        self._back.clear()  # nothing that names it can be taken back any more
        self._try(lambda: self._desk.purge_session(brief.id))
        self._here.reload()

    def undo(self) -> bool:
        """Take back what was done last to a session, where the focus is beside the tables
        (a button that was pressed hands it on). False: nothing to be taken back here."""
        focus = QApplication.focusWidget()
        beside = (self._sessions, self._templates)
        if not self._back or not any(focus and part.isAncestorOf(focus) for part in beside):
            return False
        self._take_back()
        return True

    def _take_back(self) -> None:
        if self._back:
            self.toast.hide()
            self._try(self._back.pop())

    def _done(self, key: str, brief: SessionBrief, back: Callable[[], None]) -> None:
        self._back.append(back)
        said = self._language.tr(f"ui.plan.session.did.{key}", title=brief.title)
        undo = self._language.tr("ui.plan.session.undo")
        self.toast.say(said, act=undo, do=self._take_back)

    def _try(self, act: Callable[[], object]) -> bool:
        """Whether `act` went well; what the world refuses is said."""
        try:
            act()
        except WorldError as refused:
            self.toast.say(self._language.say(refused.message), tone="error")
            return False
        return True

    # --- templates -------------------------------------------------------------------------

    def list_templates(self) -> None:
        """List the templates afresh."""
        self._templates.show_templates(self._desk.shelf.listed(self._language.lang))

    def begin(self, template: str) -> None:
        """A title and a start; then a session from the template is open."""
        found = self._desk.shelf.listed(self._language.lang)
        brief = next((one for one in found if one.id == template), None)
        if brief is None:
            return
        latest, zone = self._here.asking.next_start()
        hour, minute = brief.begins // HOUR, brief.begins % HOUR // MINUTE
        start = at_local(local(latest, zone).date(), time(hour, minute), zone)
        key = "ui.plan.ask.template"
        dialog = StartDialog(self._language, key, start, zone, brief.name, self._here)

        def make() -> None:
            made: list[SessionId] = []
            given = (template, dialog.chosen_title, dialog.chosen_start, self._language.lang)
            if self._try(lambda: made.append(self._desk.shelf.begin(*given))):
                self._here.asking.listed(made[0])

        self._open(dialog, make)

    def save_template(self) -> None:
        """Ask what of the session to keep, and keep it as a template."""
        brief = self._opened()
        if brief is None:
            return
        dialog = TemplateDialog(self._language, brief.title, self._here)

        def keep() -> None:
            name, about = dialog.said
            given = {"plates": dialog.wanted, "goals": dialog.goals.isChecked()}
            self._saved(name, lambda: self._desk.shelf.keep(brief.id, name, about, **given))

        self._open(dialog, keep)

    def save_best(self) -> None:
        """Look the session up, then ask which of its segments make a template."""
        if (brief := self._opened()) is not None:
            self._desk.review(brief.id, lambda review: self._ask_best(brief, review))

    def _ask_best(self, brief: SessionBrief, review: Any) -> None:
        proposed = {} if isinstance(review, Exception) else self._desk.shelf.proposed(review)
        if not proposed:
            self.toast.say(self._language.tr("ui.plan.template.best.none"), tone="warning")
            return
        dialog = BestDialog(self._language, brief.title, review, proposed, self._here)

        def keep() -> None:
            (name, about), lengths = dialog.said, dialog.lengths
            self._saved(name, lambda: self._desk.shelf.keep_best(brief.id, name, about, lengths))

        self._open(dialog, keep)

    def _saved(self, name: str, keep: Callable[[], object]) -> None:
        if self._try(keep):
            self.list_templates()
            self.toast.say(self._language.tr("ui.plan.template.saved", name=name), tone="good")

    def remove_template(self, template: str) -> None:
        """Delete one of the merchant's own."""
        brief = self._templates.current
        if brief is not None and self._try(lambda: self._desk.shelf.remove(template)):
            self.list_templates()
            self.toast.say(self._language.tr("ui.plan.template.removed", name=brief.name))

    def _open(self, dialog: Any, accepted: Callable[[], None]) -> None:
        dialog.accepted.connect(accepted)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
