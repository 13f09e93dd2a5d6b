<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>ui_settings</name>
    <message id="wording.empty"><translation>The text must not be empty</translation></message>
    <message id="wording.too_long"><translation>The text is too long: {most} characters at most</translation></message>
    <message id="wording.unknown_slot"><translation>This cue has no {names}; it knows: {known}</translation></message>
    <message id="wording.brace"><translation>Braces are for placeholders only: write them in full, in pairs</translation></message>
    <message id="ui.action.settings"><translation>Settings: keys, alarms, cue texts</translation></message>
    <message id="ui.settings.open"><translation>Settings…</translation></message>
    <message id="ui.settings.title"><translation>Settings of Live</translation></message>
    <message id="ui.settings.keys"><translation>Keys</translation></message>
    <message id="ui.settings.alarm"><translation>Alarms</translation></message>
    <message id="ui.settings.words"><translation>Cue texts</translation></message>
    <message id="ui.settings.keys.about"><translation>Click a field and press the new key. It holds at once, on the sheet of keys too.</translation></message>
    <message id="ui.settings.keys.reset"><translation>Default keys</translation></message>
    <message id="ui.settings.keys.taken"><translation>"{press}" already is "{name}": nothing was changed</translation></message>
    <message id="ui.settings.keys.reserved"><translation>The window itself needs "{press}": nothing was changed</translation></message>
    <message id="ui.settings.sound"><translation>Sound when a cue is due or late</translation></message>
    <message id="ui.settings.notify"><translation>Desktop notification while the window is behind</translation></message>
    <message id="ui.settings.flash"><translation>Taskbar asks for attention while the window is behind</translation></message>
    <message id="ui.settings.volume"><translation>Volume</translation></message>
    <message id="ui.settings.test"><translation>Test the sound</translation></message>
    <message id="ui.settings.alarm.about"><translation>A cue sounds once when it is due; unanswered it sounds again every minute, three times at most. It never takes the focus from another program.</translation></message>
    <message id="ui.settings.words.about"><translation>Double-click to change a text. What stands in braces is filled in by the program: leave it out if you like, but none can be added. An emptied text becomes ours again.</translation></message>
    <message id="ui.settings.words.search"><translation>Find a text</translation></message>
    <message id="ui.settings.words.reset"><translation>All our texts again</translation></message>
    <message id="ui.settings.words.zh"><translation>Chinese</translation></message>
    <message id="ui.settings.words.en"><translation>English</translation></message>
    <message id="ui.herald.due"><translation>A cue is due</translation></message>
    <message id="ui.herald.late"><translation>A cue waits for an answer</translation></message>
    <message id="ui.action.entry"><translation>Type in the numbers of the platform</translation></message>
    <message id="ui.entry.before"><translation>Figures can be typed in once the show is on air</translation></message>
<message id="ui.entry.title"><translation>Fast entry</translation></message>
    <message id="ui.entry.about"><translation>Copy one row from the platform: Tab goes on, Enter keeps it. A whole row can be pasted. An empty field says nothing.</translation></message>
    <message id="ui.entry.correct"><translation>Correct the row of {clock}</translation></message>
    <message id="ui.entry.new"><translation>A new row (↑ corrects an earlier one)</translation></message>
    <message id="ui.entry.first"><translation>The first row</translation></message>
    <message id="ui.entry.row"><translation>Which row</translation></message>
    <message id="ui.entry.above"><translation>{name}: {now} is more than {was} in a later row.</translation></message>
    <message id="ui.entry.ok"><translation>Keep</translation></message>
    <message id="ui.entry.gmv"><translation>GMV so far</translation></message>
    <message id="ui.entry.orders"><translation>Orders so far</translation></message>
    <message id="ui.entry.online"><translation>Online now</translation></message>
    <message id="ui.entry.views"><translation>Views so far</translation></message>
    <message id="ui.entry.exposures"><translation>Room exposures</translation></message>
    <message id="ui.entry.product_exposures"><translation>Product exposures</translation></message>
    <message id="ui.entry.product_clicks"><translation>Product clicks</translation></message>
    <message id="ui.entry.comments"><translation>Comments</translation></message>
    <message id="ui.entry.new_fans"><translation>New fans</translation></message>
    <message id="ui.entry.spend"><translation>Ad spend so far</translation></message>
    <message id="ui.entry.below"><translation>{name}: {now} is less than the last {was}. Where {was} was the slip, correct that row (↑): a sum that falls does not count until it is past {was} again.</translation></message>
    <message id="ui.entry.jump"><translation>{name} went from {was} to {now}, more than five times.</translation></message>
    <message id="ui.entry.sure"><translation>If it is right, press Enter again.</translation></message>
    <message id="ui.entry.unclear"><translation>{name}: "{text}" is no number; write 12,300 or 1.23万</translation></message>
</context>
</TS>
