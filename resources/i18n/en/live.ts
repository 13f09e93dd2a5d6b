<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>live</name>
    <message id="live.basis.direct"><translation>direct</translation></message>
    <message id="live.basis.same_day"><translation>same-day</translation></message>
    <message id="live.basis.t7"><translation>T7</translation></message>
    <message id="live.basis.t15"><translation>T15</translation></message>
    <message id="live.basis.t30"><translation>T30</translation></message>
    <message id="live.basis.whole"><translation>whole-room</translation></message>
    <message id="live.basis.net"><translation>net</translation></message>
    <message id="live.basis.all_in"><translation>all-in</translation></message>
    <message id="live.refuse.phase.idle"><translation>No show is open: open one first</translation></message>
    <message id="live.refuse.phase.armed"><translation>Not on air yet: go on air first</translation></message>
    <message id="live.refuse.phase.on_air"><translation>On air: this can't be done now</translation></message>
    <message id="live.refuse.phase.paused"><translation>The show is paused: resume first</translation></message>
    <message id="live.refuse.phase.off_air"><translation>The show is over: this can't be done any more</translation></message>
    <message id="live.refuse.no_row"><translation>The run-sheet has no such row; it may have been removed</translation></message>
    <message id="live.refuse.milestone"><translation>"{title}" is a milestone and takes no time</translation></message>
    <message id="live.refuse.running"><translation>"{title}" is running already</translation></message>
    <message id="live.refuse.nothing_running"><translation>No segment is running</translation></message>
    <message id="live.refuse.too_short"><translation>"{title}" can't be made shorter</translation></message>
    <message id="live.refuse.skip_running"><translation>The running segment can't be skipped: go to the next one</translation></message>
    <message id="live.refuse.behind"><translation>This row is behind or running and can no longer be changed</translation></message>
    <message id="live.refuse.no_cuts"><translation>There is no time to cut</translation></message>
    <message id="live.refuse.no_figures"><translation>There are no figures to keep</translation></message>
    <message id="live.refuse.cue_known"><translation>This cue has been shown already</translation></message>
    <message id="live.refuse.no_cue"><translation>There is no such cue</translation></message>
    <message id="live.refuse.answered"><translation>This cue has been answered</translation></message>
    <message id="live.refuse.snooze_past"><translation>A snooze must end in the future</translation></message>
    <message id="live.refuse.empty_note"><translation>The note is empty</translation></message>
    <message id="live.refuse.no_message"><translation>There is no message to acknowledge</translation></message>
    <message id="live.refuse.not_undoable"><translation>There is nothing to undo here</translation></message>
    <message id="live.refuse.goal_known"><translation>This milestone has been noted already</translation></message>
</context>
</TS>
