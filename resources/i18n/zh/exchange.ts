<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
<name>exchange</name>
<message id="runsheet.empty"><translation>{file} 是空的：没有任何内容可读。请检查导出是否完整。</translation></message>
<message id="runsheet.unreadable"><translation>打不开 {file}：{reason}。请检查路径和权限，文件是否正被 Excel 占用。</translation></message>
<message id="runsheet.unwritable"><translation>写不进 {file}：{reason}。请关闭正打开它的程序，或换一个位置。</translation></message>
<message id="runsheet.broken"><translation>{file} 不是完整的表格文件（{reason}）。可能没有下载完；请重新导出，或在 Excel 里打开后另存为 .xlsx。</translation></message>
<message id="runsheet.not_a_table"><translation>{file} 不是表格：读不出行和列。请用 .xlsx、.ods 或 .csv（UTF-8 或 GB18030）。</translation></message>
<message id="runsheet.too_large"><translation>{file} 的工作表「{sheet}」太大（{rows} 行），流程表最多 {most} 行。如果这是订单或数据明细，请用「导入订单」；否则删去多余的空行再导入。</translation></message>
<message id="runsheet.no_header"><translation>在 {file} 的前 {rows} 行里没有找到表头。需要一行列名，例如：标题、开始、时长；或用 --map 列名=字段 指定。</translation></message>
<message id="runsheet.no_such_sheet"><translation>{file} 里没有名为「{sheet}」的工作表。现有：{found}</translation></message>
<message id="runsheet.unknown_field"><translation>--map {column}={field}：没有字段「{field}」。可用字段：{known}</translation></message>
<message id="runsheet.unknown_column"><translation>{file} 里没有名为「{column}」的列（--map）。请按表头原样填写。</translation></message>
<message id="runsheet.bad_suffix"><translation>不能导出为 {suffix}（{file}）。请用 .xlsx 或 .csv。</translation></message>
<message id="runsheet.bad_number"><translation>「{value}」不是数字。应为 1299.9、￥1,299.90 或 1.2万；不知道就留空。</translation></message>
<message id="runsheet.bad_money"><translation>「{value}」不是合理的金额。应为不小于 0 的数，单位元。</translation></message>
<message id="runsheet.bad_count"><translation>「{value}」不是数量。应为不小于 0 的整数。</translation></message>
<message id="runsheet.bad_ratio"><translation>「{value}」不是比例。应为 0%–100%，例如 15% 或 0.15。</translation></message>
<message id="runsheet.bad_flag"><translation>「{value}」看不出是或否。请填 是 / 否。</translation></message>
<message id="runsheet.bad_basis"><translation>「{value}」不是 ROI 口径。可填：直接、当日累计、T7、T15、T30、全站、净成交、综合。</translation></message>
<message id="runsheet.bad_span"><translation>「{value}」不是时长。应为 0:12:00、12分、1小时20分 或分钟数。</translation></message>
<message id="runsheet.bad_time"><translation>「{value}」不是时间。应为 19:12、19:00-19:12、下午3:00 或 +0:12（开播后）。</translation></message>
<message id="runsheet.bad_plate"><translation>「{value}」不是盘。应为 S 货品、T 脚本、A 投放、G 福利、E 预热 之一；这一行没有导入。</translation></message>
<message id="runsheet.no_title"><translation>这一行没有标题，没有导入。请补上标题。</translation></message>
<message id="runsheet.id_twice"><translation>编号「{value}」出现了两次，后一行没有导入。请改成不同的编号，或清空让系统编号。</translation></message>
<message id="runsheet.unknown_product"><translation>货品里没有「{value}」，这个关联留空。请填链接号（如 6号）、商品标题或商品ID。</translation></message>
<message id="runsheet.unknown_segment"><translation>脚本里没有环节「{value}」，这个关联留空。请填环节标题或编号。</translation></message>
<message id="runsheet.times_disagree"><translation>开始、结束与时长对不上，按时长「{value}」计。请改成一致。</translation></message>
<message id="runsheet.ends_before_start"><translation>结束「{value}」不晚于开始，暂按 10 分钟计。请改正结束时间。</translation></message>
<message id="runsheet.slot_times"><translation>投放时段缺开始或结束，或结束不晚于开始（「{value}」），没有导入。例如 20:00-20:30。</translation></message>
<message id="runsheet.no_before"><translation>预热任务没有时间（「{value}」），没有导入。例如 T-3天、开播前2小时 或具体日期时间。</translation></message>
<message id="runsheet.header_found"><translation>工作表「{sheet}」：表头在第 {row} 行。</translation></message>
<message id="runsheet.columns_left"><translation>工作表「{sheet}」未导入的列：{columns}。</translation></message>
<message id="runsheet.sheets_left"><translation>未导入的工作表：{sheets}（可用 --sheet 指定）。</translation></message>
<message id="runsheet.sum_row"><translation>工作表「{sheet}」第 {row} 行是合计，跳过。</translation></message>
<message id="runsheet.kept"><translation>本场原有 {rows} 行不在文件里，已保留。</translation></message>
<message id="runsheet.minutes_seconds"><translation>「{column}」列的 12:00 按 12 分 0 秒理解。</translation></message>
<message id="runsheet.offsets"><translation>时间从 0:00 起，按开播后的时长理解。</translation></message>
<message id="runsheet.no_duration"><translation>{rows} 个环节没有写结束或时长，先按 10 分钟计。</translation></message>
<message id="runsheet.moved"><translation>全表平移 {by_ms}，从指定的开播时间开始。</translation></message>
</context>
</TS>
