<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
<name>store</name>
<message id="session.unknown"><translation>There is no session {session}. List the sessions to see the ones there are.</translation></message>
<message id="store.bad_url"><translation>"{place}" is not a place for a database. Give a file path, or an address that begins with postgresql://.</translation></message>
<message id="store.cannot_open"><translation>The database {place} can't be opened ({detail}). Nothing was changed. Check the path and its permissions, or choose another place.</translation></message>
<message id="store.cannot_write"><translation>{place} can't be written ({detail}). The database is unchanged. Check disk space and permissions, or choose another place.</translation></message>
<message id="store.not_database"><translation>{place} is not a database file. It was not touched. Check the path, or choose another file name.</translation></message>
<message id="store.foreign"><translation>{place} is another program's database. It was not touched. Choose another file name.</translation></message>
<message id="store.newer"><translation>{place} was written by a newer controlroom (schema {found}; this one knows up to {ours}). It was not touched. Upgrade this program, or open the backup made before the upgrade.</translation></message>
<message id="store.locked"><translation>{place} is being written by another program, and waiting took too long. This change was not saved. Close the other controlroom or command and try again.</translation></message>
<message id="store.disk_full"><translation>The disk is full: {place} can't grow. Everything before is kept; this change is not. Free some space and try again.</translation></message>
<message id="store.read_only"><translation>{place} is read-only, so nothing can be saved. Check the permissions of the file and its folder.</translation></message>
<message id="store.disk_fault"><translation>The disk failed while reading or writing {place} ({detail}). This change was not saved. Check the disk, and make a copy first.</translation></message>
<message id="store.damaged"><translation>{place} is damaged ({detail}). Stop writing to it and restore the latest backup.</translation></message>
<message id="store.unreachable"><translation>The database server {place} can't be reached ({detail}). This change was not saved. Check the network and the server.</translation></message>
<message id="store.refused_us"><translation>The database server {place} refused the login. Check the user name and the password.</translation></message>
<message id="store.backup_by_server"><translation>{place} lives on a server: back it up with the server's own tool (pg_dump).</translation></message>
<message id="store.same_file"><translation>A backup can't be written onto the database itself: {place}. Choose another file name.</translation></message>
<message id="store.no_revision"><translation>Session {session} has no revision {number} (very old ones are not kept).</translation></message>
<message id="store.no_import"><translation>There is no import {import_id}. `controlroom sessions show ID` lists the imports of a session.</translation></message>
<message id="store.undone_already"><translation>The import of "{source}" has been taken back already.</translation></message>
<message id="store.sheet_edited"><translation>The run-sheet was edited after the import of "{source}", so it can't simply be taken back. Use undo in the run-sheet to return to the version you want.</translation></message>
<message id="store.orphan"><translation>Table {table} holds rows whose {parent} is missing. Restore the latest backup.</translation></message>
<message id="store.journal_gap"><translation>The log of run {run} lacks entries ({count} there, the newest is number {newest}). Restore the latest backup.</translation></message>
<message id="store.little_space"><translation>Only {left_mb} MB are left in {place}. Free some space before going on air.</translation></message>
<message id="store.edit.import_undone"><translation>Take back the import of "{source}"</translation></message>
<message id="store.sheet_changed"><translation>The run-sheet was changed elsewhere; it will be saved again as a whole.</translation></message>
<message id="store.run_taken"><translation>Another window is recording this show, so nothing was written from here; it waits in memory. Close one of the two windows</translation></message>
</context>
</TS>
