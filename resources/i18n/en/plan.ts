<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
<name>plan</name>
<message id="plan.codec_newer"><translation>The run-sheet was written by a newer program (format {found}; this one knows up to {known}). Nothing was changed; upgrade the program to open it.</translation></message>
<message id="plan.codec_missing"><translation>The run-sheet data lacks {where}; it was not read. Restore a backup or import it again.</translation></message>
<message id="plan.codec_wrong"><translation>The run-sheet data holds {found} at {where} where {expected} was expected; it was not read. Restore a backup or import it again.</translation></message>
<message id="plan.end_before_start"><translation>“{title}” starts at {start_at}, so it cannot end at {end_at}. Nothing was changed; give a later time.</translation></message>
</context>
</TS>
