<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
<name>import</name>
<message id="import.basis.all_in"><translation>all-in</translation></message>
<message id="import.basis.direct"><translation>direct</translation></message>
<message id="import.basis.net"><translation>net</translation></message>
<message id="import.basis.same_day"><translation>same day</translation></message>
<message id="import.basis.t15"><translation>15 days</translation></message>
<message id="import.basis.t30"><translation>30 days</translation></message>
<message id="import.basis.t7"><translation>7 days</translation></message>
<message id="import.basis.whole"><translation>whole room</translation></message>
<message id="import.broken_csv"><translation>{file} is broken near line {row} (perhaps a quote is missing). Export it again or save it as .xlsx.</translation></message>
<message id="import.empty_file"><translation>{file} is empty: there is nothing to import. Export it again.</translation></message>
<message id="import.encoding"><translation>{file} is neither UTF-8 nor GB18030 text (byte {position}). Save it as "CSV UTF-8".</translation></message>
<message id="import.field_twice"><translation>{file}: field "{field}" is mapped from both "{a}" and "{b}". Keep one.</translation></message>
<message id="import.kind.cumulative"><translation>a cumulative count</translation></message>
<message id="import.kind.delta"><translation>an increase per row</translation></message>
<message id="import.kind.snapshot"><translation>a reading at the instant</translation></message>
<message id="import.metric.average_stay"><translation>average stay</translation></message>
<message id="import.metric.comments"><translation>comments</translation></message>
<message id="import.metric.exposures"><translation>exposures</translation></message>
<message id="import.metric.gmv"><translation>GMV</translation></message>
<message id="import.metric.leaves"><translation>leaves</translation></message>
<message id="import.metric.likes"><translation>likes</translation></message>
<message id="import.metric.new_fans"><translation>new fans</translation></message>
<message id="import.metric.online"><translation>online</translation></message>
<message id="import.metric.orders"><translation>orders</translation></message>
<message id="import.metric.product_clicks"><translation>product clicks</translation></message>
<message id="import.metric.product_exposures"><translation>product exposures</translation></message>
<message id="import.metric.shares"><translation>shares</translation></message>
<message id="import.metric.views"><translation>views</translation></message>
<message id="import.missing_field"><translation>{file}: {fields} missing. The header has: {columns}. Name the columns with --map COLUMN=FIELD.</translation></message>
<message id="import.no_header"><translation>{file}: no header was recognised in the first {rows} rows. Check the file, or name the columns with --map COLUMN=FIELD.</translation></message>
<message id="import.not_a_table"><translation>{file} is not a table (perhaps a web page or another kind of file). Open it in Excel and save it as .xlsx or .csv.</translation></message>
<message id="import.note.ads_basis"><translation>GMV without a basis is taken as "{basis}".</translation></message>
<message id="import.note.ads_step"><translation>Rows with a single time are taken to cover {step_ms} each.</translation></message>
<message id="import.note.columns"><translation>Columns used: {columns}. The others are not read.</translation></message>
<message id="import.note.format"><translation>Read as {format}.</translation></message>
<message id="import.note.kind"><translation>"{column}" is taken as {kind}.</translation></message>
<message id="import.note.personal_dropped"><translation>Personal columns left out, not stored: {columns}.</translation></message>
<message id="import.note.refund_in_full"><translation>Orders whose after-sales state is 退款成功 without an amount count as refunded in full, at the time of payment.</translation></message>
<message id="import.note.sheet_skipped"><translation>Sheet "{sheet}" has no header that is recognised; it was left out.</translation></message>
<message id="import.password"><translation>{file} is protected by a password. Save a copy without one.</translation></message>
<message id="import.personal_column"><translation>{file}: "{column}" holds personal data, which is never imported. Leave it out of the mapping.</translation></message>
<message id="import.room.needs_start"><translation>{file}: a series by minute number needs the instant of minute 1. Give it with --start.</translation></message>
<message id="import.row.ad_twice"><translation>The same period, channel and campaign came earlier with other figures. The earlier row was kept; if these are finer rows, map their name to campaign_id.</translation></message>
<message id="import.row.amount"><translation>Not an amount. Expected 1299.90, ￥1,299.90 or 1.2万; leave it blank if there is none.</translation></message>
<message id="import.row.basis"><translation>Unknown ROI basis. Known: {known}.</translation></message>
<message id="import.row.count"><translation>Not a whole number. Expected 12, 3,412 or 1.2万; leave it blank if there is none.</translation></message>
<message id="import.row.currency"><translation>The currency differs from the session's ({wanted}). Convert it first.</translation></message>
<message id="import.row.duplicate"><translation>This id came earlier in the file with another amount or payment time. The earlier row was kept; check which is right.</translation></message>
<message id="import.row.ends_early"><translation>The end is not after the start. Correct it.</translation></message>
<message id="import.row.id_digits"><translation>The id was kept as a number of more than 15 digits and lost its last ones. Export again with the column set to "text".</translation></message>
<message id="import.row.id_scientific"><translation>A spreadsheet turned the id into scientific notation and lost its last digits. Export again with the column set to "text".</translation></message>
<message id="import.row.length"><translation>Not a length of time. Expected seconds, 1分20秒 or 01:20.</translation></message>
<message id="import.row.negative"><translation>It can't be negative. Give refunds in the column of refunded amounts.</translation></message>
<message id="import.row.no_id"><translation>The id is missing. Fill it in and import again.</translation></message>
<message id="import.row.no_time"><translation>The time is missing. Fill it in and import again.</translation></message>
<message id="import.row.number"><translation>Not a number. Expected 1299.90, 1,299.90 or 1.2万.</translation></message>
<message id="import.row.reading_twice"><translation>The same instant came earlier with other figures. The earlier row was kept; check which is right.</translation></message>
<message id="import.row.time"><translation>Not a time that is recognised. Expected 2026-11-22 20:00:00; name any other form with --time-format.</translation></message>
<message id="import.row.time_form"><translation>The time does not match the form {form}. Correct the cell or --time-format.</translation></message>
<message id="import.too_large"><translation>Sheet "{sheet}" of {file} is too large ({rows} rows × {columns} columns; at most {cells} cells). Save it as .csv, or delete its empty rows and columns.</translation></message>
<message id="import.far_cell"><translation>Sheet "{sheet}" of {file} reaches as far as cell {last} ({rows} rows × {columns} columns; at most {cells} cells); nothing was imported. Delete what is left over there (Ctrl+End goes to it) and import again, or save it as .csv.</translation></message>
<message id="import.not_a_workbook"><translation>{file} is an archive or another kind of document: there is no table inside. Choose an .xlsx, .xls, .ods or .csv file; unpack an archive first.</translation></message>
<message id="import.binary"><translation>{file} is a binary Excel workbook (.xlsb), which is not read. Save it as .xlsx or .csv in Excel and import that.</translation></message>
<message id="import.huge"><translation>{file} unpacks to more than 600 MB; nothing was imported. Save it as .csv and import that, or split it by date.</translation></message>
<message id="import.note.macros"><translation>{file} holds macros: only its cells were read; no macro was run or imported.</translation></message>
<message id="import.truncated"><translation>{file} is incomplete or damaged; nothing was imported. Download or export it again.</translation></message>
<message id="import.unknown_column"><translation>{file}: there is no column "{column}". The header has: {columns}. Correct it in --map.</translation></message>
<message id="import.unknown_field"><translation>{file}: there is no field "{field}". Known fields: {known}.</translation></message>
<message id="import.unknown_format"><translation>Unknown format "{format}" ({file}). Known: {known}.</translation></message>
<message id="import.unknown_kind"><translation>Unknown kind of data "{kind}" ({file}). Known: orders, ads, room.</translation></message>
<message id="import.unknown_sheet"><translation>{file} has no sheet "{sheet}". It has: {known}.</translation></message>
<message id="import.unknown_zone"><translation>Unknown time zone "{zone}" ({file}). Write a name such as Asia/Shanghai.</translation></message>
<message id="import.unreadable"><translation>{file} can't be opened: {reason}. Check that it is there and not held by another program.</translation></message>
<message id="import.time_form_day"><translation>--time-format {form} does not tell the year, month and day; nothing was imported. Write it in full, such as %Y-%m-%d %H:%M:%S.</translation></message>
<message id="import.row.time_far"><translation>The year is not between 1990 and 2199. Check the cell, or name its form with --time-format.</translation></message>
</context>
</TS>
