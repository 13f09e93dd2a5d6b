<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
<name>ui_import</name>
<message id="ui.import.title"><translation>Import {file}</translation></message>
<message id="ui.import.sheets"><translation>Sheets</translation></message>
<message id="ui.import.preview"><translation>Rows of the file</translation></message>
<message id="ui.import.plate"><translation>Read as</translation></message>
<message id="ui.import.header"><translation>Header in row</translation></message>
<message id="ui.import.field"><translation>This column is</translation></message>
<message id="ui.import.mixed"><translation>A column names the plate</translation></message>
<message id="ui.import.not_read"><translation>not read</translation></message>
<message id="ui.import.column.tip"><translation>Click to say what this column means</translation></message>
<message id="ui.import.about"><translation>{sheet} · about the session</translation></message>
<message id="ui.import.sheet"><translation>{sheet} · {rows} rows</translation></message>
<message id="ui.import.hidden_sheet"><translation>{sheet} (hidden)</translation></message>
<message id="ui.import.merge"><translation>Merge into "{title}" (by id and title)</translation></message>
<message id="ui.import.new"><translation>As a new session</translation></message>
<message id="ui.import.hidden"><translation>Read hidden rows too</translation></message>
<message id="ui.import.drop"><translation>Remove rows the file does not have</translation></message>
<message id="ui.import.drop.tip"><translation>Only in the plates the file has; one undo brings everything back</translation></message>
<message id="ui.import.stop"><translation>Stop</translation></message>
<message id="ui.import.ok"><translation>Import</translation></message>
<message id="ui.import.reading"><translation>Reading…</translation></message>
<message id="ui.import.remembered"><translation>Columns are meant as you chose when you last imported such a table.</translation></message>
<message id="ui.import.no_sheet"><translation>No sheet to read yet: tick one, and say what it is read as and in which row its header stands.</translation></message>
<message id="ui.import.diff"><translation>Changes</translation></message>
<message id="ui.import.problems"><translation>Problems</translation></message>
<message id="ui.import.notes"><translation>Notes</translation></message>
<message id="ui.import.diff.what"><translation>Change</translation></message>
<message id="ui.import.diff.row"><translation>Row / field</translation></message>
<message id="ui.import.diff.old"><translation>Now</translation></message>
<message id="ui.import.diff.new"><translation>After the import</translation></message>
<message id="ui.import.diff.added"><translation>added</translation></message>
<message id="ui.import.diff.changed"><translation>changed</translation></message>
<message id="ui.import.diff.moved"><translation>moved</translation></message>
<message id="ui.import.diff.removed"><translation>removed</translation></message>
<message id="ui.import.session"><translation>Session</translation></message>
<message id="ui.import.untitled"><translation>(untitled)</translation></message>
<message id="ui.import.problem.where"><translation>Where</translation></message>
<message id="ui.import.problem.value"><translation>Content</translation></message>
<message id="ui.import.problem.why"><translation>What is wrong, what to do</translation></message>
<message id="ui.import.result"><translation>{rows} rows read: {added} added, {changed} changed, {moved} moved, {removed} removed.</translation></message>
<message id="ui.import.result.none"><translation>{rows} rows read; they are just as in the plan, so there is nothing to import.</translation></message>
<message id="ui.import.result.problems"><translation>{count} problems, marked red in the table.</translation></message>
<message id="ui.import.move"><translation>Begin on {begins}, as the file does</translation></message>
<message id="ui.import.move.tip"><translation>Unticked: the show still begins on {now}, only rows change. Ticked: it begins on {begins}</translation></message>
<message id="ui.import.sheets_left"><translation>Sheets that are not read: {sheets}. Tick them on the left to read them</translation></message>
</context>
</TS>
