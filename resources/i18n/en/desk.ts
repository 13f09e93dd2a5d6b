<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
<name>desk</name>
<message id="desk.nothing_to_do"><translation>Nothing to do: there is no segment that way, or nothing left to undo.</translation></message>
<message id="desk.guarded"><translation>A second GO within 0.8 s was ignored; nothing was skipped.</translation></message>
<message id="desk.bug"><translation>The program made an error; the show clock goes on. It is in the log: please send it to us after the show.</translation></message>
<message id="desk.clock_stepped"><translation>The system clock was changed by {off_ms}; the show clock is not affected. Please check the computer's time.</translation></message>
<message id="desk.no_scratch"><translation>No scratch database could be made for the rehearsal; your sessions are untouched. Check the disk space.</translation></message>
<message id="desk.edit.import"><translation>Import run-sheet ({rows} rows)</translation></message>
<message id="import.no_good_row"><translation>{file}: not one usable row ({refused} refused); nothing was imported. See the reasons by row, mend them and import again.</translation></message>
<message id="import.no_instant"><translation>No valid time in the file, so no session can be made from it. Name a session with --session, or map a time column.</translation></message>
<message id="import.no_row"><translation>{file}: there are no rows under the header; nothing was imported. Check the time range of the export.</translation></message>
<message id="desk.not_ready"><translation>{count} errors of the plan are not overridden; the show is not on air. Mend them, or override them with a reason.</translation></message>
<message id="desk.no_reason"><translation>Going on air with errors needs a reason; the show is not on air.</translation></message>
<message id="desk.autopilot"><translation>Autopilot</translation></message>
<message id="desk.autopilot.reason"><translation>A demonstration, no real show</translation></message>
<message id="desk.edit.archive"><translation>Archive the session</translation></message>
<message id="desk.edit.unarchive"><translation>Take the session out of the archive</translation></message>
<message id="bundle.known"><translation>"{title}" ({session}) is here already and was not overwritten. Import it as a new session if you like (command line: --as-new).</translation></message>
<message id="bundle.half"><translation>"{title}" ({session}) is half a session: the import of its bundle was cut off. It is archived and incomplete. Delete it and import the bundle again.</translation></message>
<message id="desk.plan_moved_on"><translation>The plan was changed after the preview; nothing was imported. Look at the preview again.</translation></message>
<message id="desk.unsaved"><translation>{why}; the show goes on. Not on the disk yet: entries {events}, rows {rows}. They wait in memory, in order, and are written as soon as it can be; or save them elsewhere</translation></message>
<message id="desk.disk_slow"><translation>The disk has not answered for a while; the show goes on, entries wait in memory</translation></message>
<message id="rescue.nothing"><translation>No show is open: there is nothing to save</translation></message>
<message id="rescue.differs"><translation>What is stored of "{title}" is not what this file begins with. Nothing was written. Back up the database first, then ask us.</translation></message>
<message id="desk.why.disk_full"><translation>Disk full</translation></message>
<message id="desk.why.locked"><translation>Database in use by another program</translation></message>
<message id="desk.why.read_only"><translation>Database is read-only</translation></message>
<message id="desk.why.disk_fault"><translation>Disk error</translation></message>
<message id="desk.why.disk_slow"><translation>The disk does not answer</translation></message>
<message id="desk.why.other"><translation>The database takes nothing</translation></message>
<message id="desk.start_passed"><translation>The planned start has passed: it can’t begin by itself any more. Press Go on air.</translation></message>
<message id="desk.no_recording"><translation>That session has no orders, ads or room data to replay. Choose another, or the simulated audience</translation></message>
<message id="desk.edit.task_done"><translation>Warm-up task done</translation></message>
</context>
</TS>
