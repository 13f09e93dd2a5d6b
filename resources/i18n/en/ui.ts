<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context><name>ui</name>
<message id="ui.window.title"><translation>controlroom</translation></message>
<message id="ui.window.opening"><translation>Opening…</translation></message>
<message id="ui.window.no_session"><translation>No session selected</translation></message>
<message id="ui.window.settings_wait"><translation>Settings are not on the disk yet ({why}): they hold, kept in memory, and are written as soon as possible</translation></message>
<message id="ui.window.language"><translation>Switch language</translation></message>
<message id="ui.window.theme"><translation>Switch between dark and light</translation></message>
<message id="ui.window.theme.light"><translation>Light</translation></message>
<message id="ui.window.theme.dark"><translation>Dark</translation></message>
<message id="ui.workspace.plan"><translation>Plan</translation></message>
<message id="ui.workspace.live"><translation>Live</translation></message>
<message id="ui.workspace.review"><translation>Review</translation></message>
<message id="ui.badge.rehearsal"><translation>Rehearsal</translation></message>
<message id="ui.badge.simulated"><translation>Simulated</translation></message>
<message id="ui.segment"><translation>Segment</translation></message>
<message id="ui.lane.S"><translation>S Goods</translation></message>
<message id="ui.lane.T"><translation>T Script</translation></message>
<message id="ui.lane.A"><translation>A Ads</translation></message>
<message id="ui.lane.G"><translation>G Gifts</translation></message>
<message id="ui.lane.E"><translation>E Warm-up</translation></message>
<message id="ui.point.0"><translation>Intro</translation></message>
<message id="ui.point.1"><translation>Points</translation></message>
<message id="ui.point.2"><translation>Scene</translation></message>
<message id="ui.point.3"><translation>Service</translation></message>
<message id="ui.point.4"><translation>Value</translation></message>
<message id="ui.basis.direct"><translation>direct</translation></message>
<message id="ui.basis.same_day"><translation>same day</translation></message>
<message id="ui.basis.t7"><translation>T7</translation></message>
<message id="ui.basis.t15"><translation>T15</translation></message>
<message id="ui.basis.t30"><translation>T30</translation></message>
<message id="ui.basis.whole"><translation>whole room</translation></message>
<message id="ui.basis.net"><translation>net</translation></message>
<message id="ui.basis.all_in"><translation>all-in</translation></message>
<message id="ui.age.seconds"><translation>{n} s</translation></message>
<message id="ui.age.minutes"><translation>{n} min</translation></message>
<message id="ui.age.hours"><translation>{n} h</translation></message>
<message id="ui.rescue.title"><translation>Save what is unsaved</translation></message>
<message id="ui.rescue"><translation>Save as…</translation></message>
<message id="ui.rescue.filter"><translation>Bundle (*.zip)</translation></message>
<message id="ui.rescue.saved"><translation>Saved to {path}. It will still be written as soon as it can be; on another computer: controlroom doctor --take-back.</translation></message>
<message id="ui.reminder.name"><translation>Reminder before the show</translation></message>
<message id="ui.reminder.later"><translation>In 30 minutes</translation></message>
<message id="ui.reminder.plan"><translation>Open plan</translation></message>
<message id="ui.reminder.more"><translation>{n} more</translation></message>
<message id="ui.reminder.of"><translation>"{title}" {start}</translation></message>
<message id="ui.reminder.days"><translation>{n} d overdue</translation></message>
<message id="ui.reminder.late"><translation>{age_ms} overdue</translation></message>
</context>
</TS>
