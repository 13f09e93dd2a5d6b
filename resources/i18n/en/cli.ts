<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
<name>cli</name>
<message id="cli.what"><translation>The control room of a live-commerce show: plan it, run it, learn from it. Without a verb it opens the window.</translation></message>
<message id="cli.help.db"><translation>database file or URL (default: the user's data folder)</translation></message>
<message id="cli.help.json"><translation>one JSON document on standard output, nothing else</translation></message>
<message id="cli.help.lang"><translation>language, zh or en</translation></message>
<message id="cli.help.quiet"><translation>say less</translation></message>
<message id="cli.verb.demo"><translation>the whole job on the bundled sample session, or on your own order file</translation></message>
<message id="cli.verb.sessions"><translation>sessions and their figures</translation></message>
<message id="cli.verb.import"><translation>import a run-sheet, orders, ads, room data; take an import back</translation></message>
<message id="cli.verb.export"><translation>export a run-sheet (.xlsx .csv)</translation></message>
<message id="cli.verb.check"><translation>readiness findings</translation></message>
<message id="cli.verb.schedule"><translation>planned / expected / actual start of every row, and cuts to meet the hard end</translation></message>
<message id="cli.verb.replay"><translation>fold the journal and the facts up to an instant</translation></message>
<message id="cli.verb.report"><translation>the report (.html .json)</translation></message>
<message id="cli.verb.rehearse"><translation>rehearse with a simulated audience; nothing is written to the session</translation></message>
<message id="cli.verb.backup"><translation>back the database up</translation></message>
<message id="cli.verb.restore"><translation>restore a backup (the present database is kept)</translation></message>
<message id="cli.verb.doctor"><translation>look the database over</translation></message>
<message id="cli.verb.migrate"><translation>bring the database up to date (after a backup)</translation></message>
<message id="cli.verb.screens"><translation>pictures of every screen on the sample session</translation></message>
<message id="cli.stopped"><translation>stopped; what was not committed was not written.</translation></message>
<message id="cli.bug"><translation>the program made an error (not you). Everything committed is kept. The report is in {path}; please send it to us.</translation></message>
<message id="cli.bad_map"><translation>--map takes COLUMN=FIELD, not “{word}”. For example --map paid=amount.</translation></message>
<message id="cli.bad_instant"><translation>can't read the time “{text}”. Write it like 2026-11-22T19:00.</translation></message>
<message id="cli.bad_offset"><translation>can't read the offset “{text}”. Write 1:23:45, 90m or milliseconds.</translation></message>
<message id="cli.bad_zone"><translation>there is no time zone “{zone}”. Use an IANA name such as Asia/Shanghai.</translation></message>
<message id="cli.bad_size"><translation>can't read the size “{text}”. Write it like 1680x1000.</translation></message>
<message id="cli.need_id"><translation>name a session id; `controlroom sessions` lists them.</translation></message>
<message id="cli.need_file"><translation>name a file (or the id of the import to take back).</translation></message>
<message id="cli.need_session"><translation>name a session with --session ID, or --session new to make one from the file's times.</translation></message>
<message id="cli.need_start"><translation>give the start with --start 2026-11-22T19:00.</translation></message>
<message id="cli.no_row"><translation>there is no row “{row}” in the run-sheet; `controlroom schedule ID` lists the row ids.</translation></message>
<message id="cli.no_backup"><translation>there is no backup file {path}; nothing was changed.</translation></message>
<message id="cli.restored"><translation>restored. The former database is kept in {path}.</translation></message>
<message id="cli.migrated"><translation>the database is up to date: {path}</translation></message>
<message id="cli.sessions.none"><translation>no sessions yet. Import one with `controlroom import runsheet FILE`, or look at `controlroom demo`.</translation></message>
<message id="cli.check.clean"><translation>all five plates pass; nothing found.</translation></message>
<message id="cli.cut.skip"><translation>skip {id}: saves {saves_ms}, gives up {value_minor}</translation></message>
<message id="cli.cut.shorten"><translation>shorten {id}: saves {saves_ms}, gives up {value_minor}</translation></message>
<message id="cli.schedule.planned"><translation>planned</translation></message>
<message id="cli.schedule.expected"><translation>expected</translation></message>
<message id="cli.schedule.actual"><translation>actual</translation></message>
<message id="cli.schedule.id"><translation>row</translation></message>
<message id="cli.schedule.title"><translation>segment</translation></message>
<message id="cli.schedule.sum"><translation>over/under {drift}, expected end {end}</translation></message>
<message id="cli.review.gmv"><translation>GMV paid {paid}, refunded {refunded}, net {net}; {orders} orders, {lines} lines</translation></message>
<message id="cli.review.segment"><translation>segment</translation></message>
<message id="cli.review.gmv_head"><translation>GMV</translation></message>
<message id="cli.review.orders_head"><translation>orders</translation></message>
<message id="cli.review.per_minute"><translation>per minute</translation></message>
<message id="cli.import.done"><translation>read {read} rows: {kept} new, {updated} updated, {unchanged} unchanged, {refused} refused</translation></message>
<message id="cli.import.orders"><translation>{orders} orders, {amount_minor} in all</translation></message>
<message id="cli.import.ids"><translation>session {session}, import {id} (`import undo` takes it back)</translation></message>
<message id="cli.import.undone"><translation>taken back: {ids}</translation></message>
<message id="cli.import.sheet"><translation>run-sheet of {rows} rows, {refused} problems</translation></message>
<message id="cli.import.refused"><translation>refused {file} {sheet} row {row} {column} “{value}”: {why}</translation></message>
<message id="cli.import.more"><translation>{more} more rows refused; --json lists them all.</translation></message>
<message id="cli.demo.plan"><translation>plan: {title}, {segments} segments, {products} products, {findings} readiness findings</translation></message>
<message id="cli.demo.live"><translation>live: begins at ×{speed_x}</translation></message>
<message id="cli.demo.summary"><translation>GMV {gmv_minor} (paid, {orders} orders); ROI {roi_x} ({basis}); spend {spend_minor}</translation></message>
<message id="cli.demo.summary_no_roi"><translation>GMV {gmv_minor} (paid, {orders} orders); no ad data, so no ROI</translation></message>
<message id="cli.demo.cues"><translation>{fired} cues fired, {answered} answered; the latest came {late} ms after it was due (real time)</translation></message>
<message id="cli.demo.out"><translation>pictures and report are in {path}</translation></message>
<message id="cli.demo.slow"><translation>the demo did not end within {seconds} s and was stopped; the pictures made so far are in {path}.</translation></message>
<message id="cli.demo.no_qt"><translation>the graphics library can't start: {why}. Run `make run` first, which installs the missing system libraries.</translation></message>
<message id="cli.demo.own"><translation>Own orders ({name})</translation></message>
<message id="cli.demo.hour"><translation>{start_at}–{end_at}</translation></message>
<message id="roi.direct"><translation>direct</translation></message>
<message id="roi.same_day"><translation>same day</translation></message>
<message id="roi.t7"><translation>T7</translation></message>
<message id="roi.t15"><translation>T15</translation></message>
<message id="roi.t30"><translation>T30</translation></message>
<message id="roi.whole"><translation>whole room</translation></message>
<message id="roi.net"><translation>net</translation></message>
<message id="roi.all_in"><translation>all-in</translation></message>
<message id="cli.sample.title"><translation>Winter launch (simulated sample)</translation></message>
</context>
</TS>
