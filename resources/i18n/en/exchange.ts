<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
<name>exchange</name>
<message id="runsheet.empty"><translation>{file} is empty: there is nothing to read. Check that the export was complete.</translation></message>
<message id="runsheet.unreadable"><translation>{file} can't be opened: {reason}. Check the path and permissions, and whether Excel has it open.</translation></message>
<message id="runsheet.unwritable"><translation>{file} can't be written: {reason}. Close the program that has it open, or choose another place.</translation></message>
<message id="runsheet.broken"><translation>{file} is not a whole table file ({reason}). The download may be cut short: export it again, or open it in Excel and save it as .xlsx.</translation></message>
<message id="runsheet.not_a_table"><translation>{file} is not a table: no rows and columns in it. Use .xlsx, .ods or .csv (UTF-8 or GB18030).</translation></message>
<message id="runsheet.too_large"><translation>Sheet “{sheet}” of {file} is too large ({rows} rows); a run-sheet has at most {most}. Orders and samples go through “import orders”; otherwise delete the surplus rows and try again.</translation></message>
<message id="runsheet.no_header"><translation>No header found in the first {rows} rows of {file}. It needs a row of column names such as Title, Start, Duration; or say --map COLUMN=FIELD.</translation></message>
<message id="runsheet.no_such_sheet"><translation>{file} has no sheet “{sheet}”. It has: {found}</translation></message>
<message id="runsheet.unknown_field"><translation>--map {column}={field}: there is no field “{field}”. Fields: {known}</translation></message>
<message id="runsheet.unknown_column"><translation>{file} has no column “{column}” (--map). Write it exactly as in the header.</translation></message>
<message id="runsheet.bad_suffix"><translation>Can't export to {suffix} ({file}). Use .xlsx or .csv.</translation></message>
<message id="runsheet.bad_number"><translation>“{value}” is not a number. Expected 1299.9, ￥1,299.90 or 1.2万; leave it empty when not known.</translation></message>
<message id="runsheet.bad_money"><translation>“{value}” is not a sensible amount. Expected a number of 0 or more, in major units.</translation></message>
<message id="runsheet.bad_count"><translation>“{value}” is not a count. Expected a whole number of 0 or more.</translation></message>
<message id="runsheet.bad_ratio"><translation>“{value}” is not a ratio. Expected 0%–100%, such as 15% or 0.15.</translation></message>
<message id="runsheet.bad_flag"><translation>“{value}” is neither yes nor no. Write yes or no.</translation></message>
<message id="runsheet.bad_basis"><translation>“{value}” is not an ROI basis. One of: direct, same day, T7, T15, T30, whole, net, all in.</translation></message>
<message id="runsheet.bad_span"><translation>“{value}” is not a length. Expected 0:12:00, 12 min, 1h20m or a number of minutes.</translation></message>
<message id="runsheet.bad_time"><translation>“{value}” is not a time. Expected 19:12, 19:00-19:12, 3:00 PM or +0:12 (after on-air).</translation></message>
<message id="runsheet.bad_plate"><translation>“{value}” is no plate. One of S goods, T script, A paid traffic, G giveaways, E warm-up; the row was refused.</translation></message>
<message id="runsheet.no_title"><translation>The row has no title and was refused. Give it a title.</translation></message>
<message id="runsheet.id_twice"><translation>The id “{value}” stands twice; the later row was refused. Give it another id, or none.</translation></message>
<message id="runsheet.unknown_product"><translation>No product “{value}” among the goods; the reference was left empty. Write a link number (6号), a product title or an item id.</translation></message>
<message id="runsheet.unknown_segment"><translation>No segment “{value}” in the script; the reference was left empty. Write a segment's title or id.</translation></message>
<message id="runsheet.times_disagree"><translation>Start, end and duration disagree; the duration “{value}” was taken. Make them agree.</translation></message>
<message id="runsheet.ends_before_start"><translation>The end “{value}” is not after the start; 10 minutes were taken. Correct the end.</translation></message>
<message id="runsheet.slot_times"><translation>The ad slot lacks a start or an end, or ends before it starts (“{value}”); it was refused. Such as 20:00-20:30.</translation></message>
<message id="runsheet.no_before"><translation>The warm-up task has no time (“{value}”) and was refused. Such as T-3 days, T-2 h, or a date and time.</translation></message>
<message id="runsheet.header_found"><translation>Sheet “{sheet}”: header in row {row}.</translation></message>
<message id="runsheet.columns_left"><translation>Sheet “{sheet}”: columns not read: {columns}.</translation></message>
<message id="runsheet.sheets_left"><translation>Sheets not read: {sheets} (choose with --sheet).</translation></message>
<message id="runsheet.sum_row"><translation>Sheet “{sheet}” row {row} is a sum and was left out.</translation></message>
<message id="runsheet.kept"><translation>{rows} rows of the session are not in the file and were kept.</translation></message>
<message id="runsheet.minutes_seconds"><translation>12:00 in column “{column}” is taken as 12 minutes 0 seconds.</translation></message>
<message id="runsheet.offsets"><translation>Times begin at 0:00 and are taken as offsets from on-air.</translation></message>
<message id="runsheet.no_duration"><translation>{rows} segments state neither end nor duration; 10 minutes were taken.</translation></message>
<message id="runsheet.moved"><translation>The whole sheet was moved by {by_ms} to begin at the start asked for.</translation></message>
</context>
</TS>
