<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
<name>ui_sessions</name>
<message id="template.none"><translation>There is no place for templates here.</translation></message>
<message id="template.unknown"><translation>There is no template "{name}"; it may have been deleted. Choose another.</translation></message>
<message id="template.ours"><translation>Templates that ship with the program can’t be deleted. Save one of your own instead.</translation></message>
<message id="template.unreadable"><translation>The template file {place} can’t be read: {detail}. Mend the file or delete it.</translation></message>
<message id="template.wrong"><translation>The value at {where} of the template can’t be read. See docs/templates.md for how it is written.</translation></message>
<message id="desk.session_on_air"><translation>This session is on air and can’t be deleted. Go off air first.</translation></message>
<message id="ui.plan.filter.sessions"><translation>Filter</translation></message>
<message id="ui.plan.filter.sessions.tip"><translation>By status, date, streamer; archived and recently deleted</translation></message>
<message id="ui.plan.filter.sessions.clear"><translation>Clear the filter</translation></message>
<message id="ui.plan.filter.sessions.count"><translation>{shown} of {total}</translation></message>
<message id="ui.plan.status"><translation>Status</translation></message>
<message id="ui.plan.status.any"><translation>Any status</translation></message>
<message id="ui.plan.status.draft"><translation>Not aired</translation></message>
<message id="ui.plan.status.aired"><translation>Aired</translation></message>
<message id="ui.plan.status.simulated"><translation>Simulated</translation></message>
<message id="ui.plan.span"><translation>Date</translation></message>
<message id="ui.plan.span.any"><translation>Any date</translation></message>
<message id="ui.plan.span.coming"><translation>Today and later</translation></message>
<message id="ui.plan.span.week"><translation>Within 7 days</translation></message>
<message id="ui.plan.span.month"><translation>Last 30 days</translation></message>
<message id="ui.plan.span.older"><translation>Older than 30 days</translation></message>
<message id="ui.plan.streamer"><translation>Streamer</translation></message>
<message id="ui.plan.streamer.any"><translation>Any streamer</translation></message>
<message id="ui.plan.where.archived"><translation>With archived</translation></message>
<message id="ui.plan.where.bin"><translation>Recently deleted</translation></message>
<message id="ui.plan.bin.empty"><translation>Nothing has been deleted.</translation></message>
<message id="ui.plan.state.archived"><translation>Archived</translation></message>
<message id="ui.plan.state.deleted"><translation>Deleted</translation></message>
<message id="ui.plan.state.results"><translation>{gmv} · {basis} ROI {roi}</translation></message>
<message id="ui.plan.session.unarchive"><translation>Unarchive</translation></message>
<message id="ui.plan.session.unarchive.tip"><translation>Back into the list</translation></message>
<message id="ui.plan.session.delete"><translation>Delete</translation></message>
<message id="ui.plan.session.delete.tip"><translation>Into "recently deleted": undo or restore at any time (Del)</translation></message>
<message id="ui.plan.session.restore"><translation>Restore</translation></message>
<message id="ui.plan.session.restore.tip"><translation>Back into the list, with all its data</translation></message>
<message id="ui.plan.session.purge"><translation>Delete for good…</translation></message>
<message id="ui.plan.session.purge.tip"><translation>With its data and journal; can’t be undone</translation></message>
<message id="ui.plan.session.purge.ask"><translation>Delete "{title}" for good?</translation></message>
<message id="ui.plan.session.purge.lost"><translation>Its plan, imported data and journal are deleted and can’t come back.</translation></message>
<message id="ui.plan.session.did.delete"><translation>"{title}" deleted</translation></message>
<message id="ui.plan.session.did.archive"><translation>"{title}" archived</translation></message>
<message id="ui.plan.session.did.unarchive"><translation>"{title}" is back in the list</translation></message>
<message id="ui.plan.session.did.restore"><translation>"{title}" restored</translation></message>
<message id="ui.plan.session.undo"><translation>Undo</translation></message>
<message id="ui.plan.templates"><translation>Templates</translation></message>
<message id="ui.plan.templates.line"><translation>{length} · {count} segments</translation></message>
<message id="ui.plan.templates.own"><translation>own</translation></message>
<message id="ui.plan.templates.tip"><translation>Double-click to begin a session from it</translation></message>
<message id="ui.plan.template.begin"><translation>New session from this…</translation></message>
<message id="ui.plan.template.remove"><translation>Delete template</translation></message>
<message id="ui.plan.template.save"><translation>Save as template…</translation></message>
<message id="ui.plan.template.best"><translation>Template from the best segments…</translation></message>
<message id="ui.plan.template.title"><translation>Save as template</translation></message>
<message id="ui.plan.template.name"><translation>Name</translation></message>
<message id="ui.plan.template.about"><translation>What for</translation></message>
<message id="ui.plan.template.with"><translation>Keep</translation></message>
<message id="ui.plan.template.goals"><translation>Targets, budgets, stock</translation></message>
<message id="ui.plan.template.best.title"><translation>Best segments</translation></message>
<message id="ui.plan.template.best.help"><translation>By GMV per minute; those above the mean are ticked. Lengths are the actual ones, to the minute.</translation></message>
<message id="ui.plan.template.best.none"><translation>There is nothing to compare: it was never on air, or no orders were imported.</translation></message>
<message id="ui.plan.template.best.per_minute"><translation>GMV per minute</translation></message>
<message id="ui.plan.template.best.length"><translation>Actual length</translation></message>
<message id="ui.plan.template.saved"><translation>Saved as template "{name}"</translation></message>
<message id="ui.plan.template.removed"><translation>Template "{name}" deleted</translation></message>
<message id="ui.plan.ask.template"><translation>New from template</translation></message>
</context>
</TS>
