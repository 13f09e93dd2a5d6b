"""Every setting of the program, in one typed table: name, kind, default, what it is for."""

from __future__ import annotations

from dataclasses import dataclass

Value = str | int | float | bool


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting. A stored value of another kind is ignored and the default used."""

    name: str
    default: Value
    meaning: str

    def fits(self, value: object) -> bool:
        """Whether `value` is of this setting's kind."""
        return type(value) is type(self.default)


TABLE: dict[str, Setting] = {
    setting.name: setting
    for setting in (
        Setting("ui.lang", "", 'interface language, "zh" or "en"; "" follows the system'),
        Setting("ui.theme", "dark", '"dark" or "light"'),
        Setting("ui.live_layout", "", "docks of the Live workspace, as Qt saves them (base64)"),
        Setting("ui.plan_layout", "", "splitters of the Plan workspace (sizes)"),
        Setting("ui.review_layout", "", "splitters of the Review workspace (sizes)"),
        Setting("ui.plan_columns", "", "columns of the Plan tables: order, width, shown (JSON)"),
        Setting("import.columns", "", "meaning of columns of imported files (JSON)"),
        Setting("ui.session", "", "id of the session selected last"),
        Setting("ui.operator", "", "who goes on air, as written into the log"),
        Setting("live.at_plan", False, "an opened run goes on air by itself at the planned start"),
        Setting("live.auto", False, "rows of a run opened from now on start by themselves"),
        Setting("obs.on", False, "keep a connection to OBS"),
        Setting("obs.host", "127.0.0.1", "where OBS runs"),
        Setting("obs.port", 4455, "its WebSocket port"),
        Setting("obs.at_start", "go", 'a stream begins: "go" on air, "ask", or "off"'),
        Setting("obs.ask_end", True, "a stream ends: ask whether the show is over"),
        Setting("plan.severities", "", "checks graver, milder or off than their own (JSON)"),
        Setting("plan.reminders", "", "reminders of sessions to come: shown, answered (JSON)"),
        Setting("ui.keys", "", "keys of Live that were changed (JSON: action to keys)"),
        Setting("live.cue_texts", "", "own wording of cues (JSON: language, phrase, text)"),
        Setting("live.sound", True, "cues are heard"),
        Setting("live.volume", 70, "how loud, 0 to 100"),
        Setting("live.notify", True, "a desktop notification while the window is behind"),
        Setting("live.flash", True, "the taskbar asks for attention while the window is behind"),
        Setting("prompter.screen", "", "screen the prompter was on: name, maker, serial, box"),
        Setting("prompter.mode", "page", '"page", or "scroll" for full text that runs'),
        Setting("prompter.speed", 12, "running text of the prompter, lines a minute"),
        Setting("prompter.mirror", False, "mirror the prompter for a glass"),
        Setting("prompter.light", False, "dark on light"),
        Setting("prompter.lines", 12, "lines of text that fit on the prompter's screen"),
    )
}
