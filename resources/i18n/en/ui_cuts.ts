<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>ui_cuts</name>
    <message id="ui.action.auto"><translation>Start the next segment by itself / wait for GO</translation></message>
    <message id="ui.action.cuts"><translation>Show the cut plan</translation></message>
    <message id="ui.action.insert"><translation>Insert a segment after this one</translation></message>
    <message id="ui.button.auto"><translation>Auto-advance</translation></message>
    <message id="ui.button.auto.on"><translation>Auto-advance: on</translation></message>
    <message id="ui.button.cuts"><translation>Preview</translation></message>
    <message id="ui.cuts.title"><translation>Cut plan</translation></message>
    <message id="ui.cuts.late"><translation>About {n} min late</translation></message>
    <message id="ui.cuts.missed"><translation>Hard start "{title}" {n} min late</translation></message>
    <message id="ui.cuts.skip"><translation>skip {rows}</translation></message>
    <message id="ui.cuts.shorten"><translation>{row} down to {n} min</translation></message>
    <message id="ui.cuts.offer"><translation>{why}: {what}</translation></message>
    <message id="ui.cuts.join"><translation>, </translation></message>
    <message id="ui.cuts.rows"><translation>, </translation></message>
    <message id="ui.cuts.none"><translation>Not late: there is nothing to cut.</translation></message>
    <message id="ui.cuts.row.skip"><translation>Skip</translation></message>
    <message id="ui.cuts.row.shorten"><translation>Down to {left_ms}</translation></message>
    <message id="ui.cuts.head.row"><translation>Segment</translation></message>
    <message id="ui.cuts.head.what"><translation>What</translation></message>
    <message id="ui.cuts.head.saves"><translation>Saves</translation></message>
    <message id="ui.cuts.head.value"><translation>GMV given up</translation></message>
    <message id="ui.cuts.measured"><translation>{value_minor} (as measured tonight)</translation></message>
    <message id="ui.cuts.target"><translation>{value_minor} (by target)</translation></message>
    <message id="ui.cuts.unknown"><translation>No target, not measured</translation></message>
    <message id="ui.cuts.sum"><translation>Saves {saves_ms}, gives up GMV of about {value_minor}</translation></message>
    <message id="ui.cuts.sum.unknown"><translation>Saves {saves_ms}; {n} segments have no target and were not measured: the loss is unknown</translation></message>
    <message id="ui.cuts.sum.part"><translation>Saves {saves_ms}, gives up GMV of about {value_minor}, and {n} segments unknown</translation></message>
    <message id="ui.cuts.gifts"><translation>No giveaway is lost and hard starts hold. {press} takes it back.</translation></message>
    <message id="ui.cuts.apply"><translation>Apply</translation></message>
    <message id="ui.cuts.close"><translation>Cut nothing</translation></message>
    <message id="ui.rundown.up"><translation>Move up</translation></message>
    <message id="ui.rundown.down"><translation>Move down</translation></message>
    <message id="ui.rundown.next"><translation>Make it the next</translation></message>
    <message id="ui.rundown.longer"><translation>{n} min longer</translation></message>
    <message id="ui.rundown.shorter"><translation>{n} min shorter</translation></message>
    <message id="ui.rundown.again"><translation>Again, right after this segment</translation></message>
    <message id="ui.rundown.insert"><translation>Insert after it…</translation></message>
    <message id="ui.rundown.hint"><translation>Alt+↑↓ move · + − one minute · Del skip · Ins insert</translation></message>
    <message id="ui.insert.title"><translation>Insert a segment</translation></message>
    <message id="ui.insert.name"><translation>Name</translation></message>
    <message id="ui.insert.minutes"><translation>Length (minutes)</translation></message>
    <message id="ui.insert.behind"><translation>After "{title}", for this run only; the plan stays as it is.</translation></message>
    <message id="ui.insert.default"><translation>Extra</translation></message>
    <message id="ui.insert.ok"><translation>Insert</translation></message>
    <message id="ui.auto.tip"><translation>On: when a segment is over the next one starts by itself, hard starts on time. Off: waits for GO.</translation></message>
</context>
</TS>
