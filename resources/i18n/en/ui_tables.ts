<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
<name>ui_tables</name>
<message id="ui.plan.insert_above"><translation>Insert a row above</translation></message>
<message id="ui.plan.bulk"><translation>Set for many rows…</translation></message>
<message id="ui.plan.bulk.of"><translation>Set “{field}” of {count} rows…</translation></message>
<message id="ui.plan.bulk.title"><translation>Set {count} rows</translation></message>
<message id="ui.plan.bulk.column"><translation>Column</translation></message>
<message id="ui.plan.bulk.value"><translation>Value</translation></message>
<message id="ui.plan.bulk.empty"><translation>Left empty, it clears this column.</translation></message>
<message id="ui.plan.group"><translation>Group…</translation></message>
<message id="ui.plan.group.name"><translation>A name for the group of {count} rows</translation></message>
<message id="ui.plan.ungroup"><translation>Ungroup</translation></message>
<message id="ui.plan.in_group"><translation>Group: {name}</translation></message>
<message id="ui.plan.select_rows"><translation>Select whole rows</translation></message>
<message id="ui.plan.copy_head"><translation>Copy with headings</translation></message>
<message id="ui.plan.find"><translation>Find</translation></message>
<message id="ui.plan.find.next"><translation>Next match</translation></message>
<message id="ui.plan.find.back"><translation>Previous match</translation></message>
<message id="ui.plan.find.close"><translation>Close find</translation></message>
<message id="ui.plan.find.count"><translation>{at} of {count}</translation></message>
<message id="ui.plan.next.S"><translation>+ Add a product (Ctrl+Enter), or paste rows from a spreadsheet</translation></message>
<message id="ui.plan.next.T"><translation>+ Add a segment (Ctrl+Enter), or paste rows from a spreadsheet</translation></message>
<message id="ui.plan.next.A"><translation>+ Add an ad slot (Ctrl+Enter), or paste rows from a spreadsheet</translation></message>
<message id="ui.plan.next.G"><translation>+ Add a giveaway (Ctrl+Enter), or paste rows from a spreadsheet</translation></message>
<message id="ui.plan.next.E"><translation>+ Add a warm-up task (Ctrl+Enter), or paste rows from a spreadsheet</translation></message>
<message id="ui.plan.find.total"><translation>{count} matches</translation></message>
<message id="ui.plan.find.none"><translation>Nothing found</translation></message>
<message id="ui.plan.filter"><translation>Filter rows</translation></message>
<message id="ui.plan.filter.tip"><translation>Shows only rows with these words. “owner:anna” looks in one column, “owner:” finds empty ones. Times and sums do not change (Ctrl+Shift+F)</translation></message>
<message id="ui.plan.filter.shown"><translation>{shown} of {total} shown</translation></message>
<message id="ui.plan.next_refused"><translation>Next cell not understood</translation></message>
<message id="ui.plan.refused.list"><translation>Which cells, and why</translation></message>
<message id="ui.plan.refused.show"><translation>Show</translation></message>
<message id="ui.plan.refused.cell"><translation>Row {row} · {field} {text}: {why}</translation></message>
<message id="ui.plan.refused.more"><translation>{count} more</translation></message>
<message id="ui.plan.columns.all"><translation>Show all columns</translation></message>
<message id="ui.plan.columns.fit"><translation>Fit widths to content</translation></message>
<message id="ui.plan.columns.reset"><translation>Reset columns</translation></message>
<message id="ui.plan.did.bulk"><translation>Set {field} of {count} rows to {value}</translation></message>
<message id="ui.plan.did.bulk_empty"><translation>Clear {field} of {count} rows</translation></message>
<message id="ui.plan.did.group"><translation>Group {count} rows as {name}</translation></message>
<message id="ui.plan.did.ungroup"><translation>Ungroup {count} rows</translation></message>
<message id="ui.plan.note.copied"><translation>Copied {rows} rows × {columns} columns</translation></message>
<message id="ui.plan.note.pasted"><translation>Pasted: {rows} rows over, {made} new. One undo takes it back</translation></message>
<message id="ui.plan.note.pasted_some"><translation>Pasted: {rows} rows over, {made} new; {refused} cells not understood keep their value</translation></message>
<message id="ui.plan.note.pasted_left"><translation>Pasted: {rows} rows over, {made} new. Columns not known and left out: {left}</translation></message>
<message id="ui.plan.note.pasted_some_left"><translation>Pasted: {rows} rows over, {made} new; {refused} cells not understood keep their value. Columns not known and left out: {left}</translation></message>
<message id="ui.plan.unit.money"><translation>In the currency of the session. 1299.90, ¥1,299, 12k</translation></message>
<message id="ui.plan.unit.money.short"><translation>amount</translation></message>
<message id="ui.plan.unit.count"><translation>A whole number. 200, 1,200, 12k</translation></message>
<message id="ui.plan.unit.count.short"><translation>whole number</translation></message>
<message id="ui.plan.unit.ratio"><translation>Per cent. 30%, 0.3</translation></message>
<message id="ui.plan.unit.ratio.short"><translation>%</translation></message>
<message id="ui.plan.unit.x"><translation>A factor above 0, like 3.4</translation></message>
<message id="ui.plan.unit.x.short"><translation>like 3.4</translation></message>
<message id="ui.plan.unit.span"><translation>Minutes:seconds. 10 (minutes), 8:15, 1:20:00, 1h 20m</translation></message>
<message id="ui.plan.unit.span.short"><translation>mm:ss</translation></message>
<message id="ui.plan.unit.clock"><translation>Time of day in the zone of the session. 20:05, 8:05 PM, +1 00:30 (next day)</translation></message>
<message id="ui.plan.unit.clock.short"><translation>hh:mm</translation></message>
<message id="ui.plan.unit.start"><translation>Start. A time typed fixes it there; emptied, it follows the row before</translation></message>
<message id="ui.plan.unit.start.short"><translation>hh:mm</translation></message>
<message id="ui.plan.unit.end"><translation>End = start + duration; typing it sets the duration</translation></message>
<message id="ui.plan.unit.end.short"><translation>hh:mm</translation></message>
<message id="ui.plan.unit.bool"><translation>yes / no</translation></message>
<message id="ui.plan.unit.bool.short"><translation>yes / no</translation></message>
<message id="ui.plan.unit.hard"><translation>Hard start: neither delay nor being ahead moves it</translation></message>
<message id="ui.plan.unit.hard.short"><translation>yes / no</translation></message>
<message id="ui.plan.unit.linked"><translation>Linked: it starts when the one before it ends</translation></message>
<message id="ui.plan.unit.linked.short"><translation>yes / no</translation></message>
<message id="ui.plan.unit.choice"><translation>ROI basis: direct, same-day, T7, T15, T30, whole-room, net, all-in</translation></message>
<message id="ui.plan.unit.choice.short"><translation>basis</translation></message>
<message id="ui.plan.unit.rows"><translation>Link numbers, with commas: 1, 3</translation></message>
<message id="ui.plan.unit.rows.short"><translation>like 1, 3</translation></message>
<message id="ui.plan.unit.margin"><translation>(live price − cost) ÷ live price, worked out</translation></message>
<message id="ui.plan.unit.gap"><translation>Idle time before it; negative is an overlap. Worked out</translation></message>
<message id="ui.plan.menu"><translation>Plan menu</translation></message>
<message id="ui.plan.menu.row"><translation>Rows</translation></message>
<message id="ui.plan.menu.edit"><translation>Edit</translation></message>
<message id="ui.plan.menu.view"><translation>View</translation></message>
<message id="ui.plan.menu.session"><translation>Session</translation></message>
<message id="ui.plan.menu.columns"><translation>Columns</translation></message>
<message id="ui.plan.menu.undo"><translation>Undo: {what}</translation></message>
<message id="ui.plan.menu.redo"><translation>Redo: {what}</translation></message>
</context>
</TS>
