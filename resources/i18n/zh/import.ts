<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
<name>import</name>
<message id="import.basis.all_in"><translation>综合</translation></message>
<message id="import.basis.direct"><translation>直接</translation></message>
<message id="import.basis.net"><translation>净成交</translation></message>
<message id="import.basis.same_day"><translation>当日累计</translation></message>
<message id="import.basis.t15"><translation>15日累计</translation></message>
<message id="import.basis.t30"><translation>30日累计</translation></message>
<message id="import.basis.t7"><translation>7日累计</translation></message>
<message id="import.basis.whole"><translation>全站</translation></message>
<message id="import.broken_csv"><translation>{file} 在第 {row} 行附近的格式被破坏（可能少了引号）。请重新导出，或另存为 .xlsx。</translation></message>
<message id="import.empty_file"><translation>{file} 是空文件，没有可导入的内容。请重新导出后再试。</translation></message>
<message id="import.encoding"><translation>{file} 的文字编码既不是 UTF-8 也不是 GB18030（第 {position} 字节处出错）。请另存为 “CSV UTF-8”。</translation></message>
<message id="import.field_twice"><translation>{file}：字段“{field}”同时映射到“{a}”和“{b}”。请只保留一个。</translation></message>
<message id="import.kind.cumulative"><translation>累计值</translation></message>
<message id="import.kind.delta"><translation>每行的增量</translation></message>
<message id="import.kind.snapshot"><translation>即时值</translation></message>
<message id="import.metric.average_stay"><translation>平均停留</translation></message>
<message id="import.metric.comments"><translation>评论</translation></message>
<message id="import.metric.exposures"><translation>直播间曝光</translation></message>
<message id="import.metric.gmv"><translation>成交金额</translation></message>
<message id="import.metric.leaves"><translation>离开</translation></message>
<message id="import.metric.likes"><translation>点赞</translation></message>
<message id="import.metric.new_fans"><translation>新增粉丝</translation></message>
<message id="import.metric.online"><translation>在线人数</translation></message>
<message id="import.metric.orders"><translation>订单</translation></message>
<message id="import.metric.product_clicks"><translation>商品点击</translation></message>
<message id="import.metric.product_exposures"><translation>商品曝光</translation></message>
<message id="import.metric.shares"><translation>分享</translation></message>
<message id="import.metric.views"><translation>观看</translation></message>
<message id="import.missing_field"><translation>{file}：缺少 {fields}。表头有：{columns}。请用 --map 列名=字段 指明。</translation></message>
<message id="import.no_header"><translation>{file}：前 {rows} 行里没有找到认识的表头。请检查文件，或用 --map 列名=字段 指明各列。</translation></message>
<message id="import.not_a_table"><translation>{file} 不是表格（可能是网页或其他文件）。请用 Excel 打开后另存为 .xlsx 或 .csv。</translation></message>
<message id="import.note.ads_basis"><translation>没有注明口径的成交金额，按“{basis}”计。</translation></message>
<message id="import.note.ads_step"><translation>只有一个时间的行，按每行覆盖 {step_ms} 计。</translation></message>
<message id="import.note.columns"><translation>所用的列：{columns}。其余的列不读取。</translation></message>
<message id="import.note.format"><translation>按格式 {format} 读取。</translation></message>
<message id="import.note.kind"><translation>“{column}”按{kind}计。</translation></message>
<message id="import.note.personal_dropped"><translation>个人信息列已略去，不保存：{columns}。</translation></message>
<message id="import.note.refund_in_full"><translation>售后状态为“退款成功”而没有退款金额的订单，按全额退款计，退款时间按支付时间计。</translation></message>
<message id="import.note.sheet_skipped"><translation>工作表“{sheet}”没有认识的表头，已跳过。</translation></message>
<message id="import.password"><translation>{file} 有密码保护，无法读取。请去掉密码后另存一份。</translation></message>
<message id="import.personal_column"><translation>{file}：“{column}”是个人信息列，不会导入，也不能映射。请去掉这一项映射。</translation></message>
<message id="import.room.needs_start"><translation>{file}：用分钟序号的数据需要知道第 1 分钟的开始时间。请加上 --start。</translation></message>
<message id="import.row.ad_twice"><translation>同一时段、渠道和计划前面已出现，而数字不同。前一行已保留；若是更细的明细，请把计划列映射为 campaign_id。</translation></message>
<message id="import.row.amount"><translation>不是金额。应为 1299.90、￥1,299.90 或 1.2万；没有则留空。</translation></message>
<message id="import.row.basis"><translation>不认识的 ROI 口径。可用：{known}。</translation></message>
<message id="import.row.count"><translation>不是整数。应为 12、3,412 或 1.2万；没有则留空。</translation></message>
<message id="import.row.currency"><translation>币种与本场不同（本场为 {wanted}）。请换算后导入。</translation></message>
<message id="import.row.duplicate"><translation>同一编号在文件中前面已出现，而金额或支付时间不同。前一行已保留；请核对哪一行正确。</translation></message>
<message id="import.row.ends_early"><translation>结束时间不晚于开始时间。请改正。</translation></message>
<message id="import.row.id_digits"><translation>编号以数字保存且超过 15 位，后几位已丢失。请把该列设为“文本”后重新导出。</translation></message>
<message id="import.row.id_scientific"><translation>编号被表格软件改成了科学计数法，后几位已丢失。请把该列设为“文本”后重新导出。</translation></message>
<message id="import.row.length"><translation>不是时长。应为秒数、1分20秒 或 01:20。</translation></message>
<message id="import.row.negative"><translation>不能为负数。退款请放在退款金额一列。</translation></message>
<message id="import.row.no_id"><translation>缺少编号。请补上后重新导入。</translation></message>
<message id="import.row.no_time"><translation>缺少时间。请补上后重新导入。</translation></message>
<message id="import.row.number"><translation>不是数字。应为 1299.90、1,299.90 或 1.2万。</translation></message>
<message id="import.row.reading_twice"><translation>同一时刻前面已出现，而数字不同。前一行已保留；请核对。</translation></message>
<message id="import.row.time"><translation>不认识的时间。应为 2026-11-22 20:00:00；其他写法请用 --time-format 指明。</translation></message>
<message id="import.row.time_form"><translation>时间与指定的格式 {form} 不符。请改正该格或 --time-format。</translation></message>
<message id="import.too_large"><translation>{file} 的工作表“{sheet}”过大（{rows} 行 × {columns} 列，最多 {cells} 格）。请另存为 .csv 再导入，或删去空白的行列。</translation></message>
<message id="import.far_cell"><translation>{file} 的工作表“{sheet}”一直写到单元格 {last}（{rows} 行 × {columns} 列，最多 {cells} 格），没有导入任何内容。请在 Excel 里删掉远处多余的内容（Ctrl+End 可以跳到那里）再导入，或另存为 .csv。</translation></message>
<message id="import.not_a_workbook"><translation>{file} 是压缩包或别的 Office 文档，里面没有表格。请选 .xlsx、.xls、.ods 或 .csv；压缩包请先解压。</translation></message>
<message id="import.binary"><translation>{file} 是 Excel 二进制工作簿（.xlsb），读不了。请在 Excel 里另存为 .xlsx 或 .csv 再导入。</translation></message>
<message id="import.huge"><translation>{file} 展开后超过 600 MB，没有导入任何内容。请另存为 .csv 再导入，或按日期分成几个文件。</translation></message>
<message id="import.note.macros"><translation>{file} 含有宏：只读数据，宏没有运行，也没有导入。</translation></message>
<message id="import.truncated"><translation>{file} 不完整或已损坏，没有导入任何内容。请重新下载或导出。</translation></message>
<message id="import.unknown_column"><translation>{file}：找不到列“{column}”。表头有：{columns}。请改正 --map 中的列名。</translation></message>
<message id="import.unknown_field"><translation>{file}：没有字段“{field}”。可用字段：{known}。</translation></message>
<message id="import.unknown_format"><translation>不认识的格式“{format}”（{file}）。可用：{known}。</translation></message>
<message id="import.unknown_kind"><translation>不认识的数据种类“{kind}”（{file}）。可用：orders、ads、room。</translation></message>
<message id="import.unknown_sheet"><translation>{file} 中没有工作表“{sheet}”。现有：{known}。</translation></message>
<message id="import.unknown_zone"><translation>不认识的时区“{zone}”（{file}）。请写成 Asia/Shanghai 这样的名字。</translation></message>
<message id="import.unreadable"><translation>无法打开 {file}：{reason}。请检查文件是否存在、是否被其他程序占用。</translation></message>
<message id="import.time_form_day"><translation>--time-format {form} 读不出完整的年月日，什么都没有导入。请写全，例如 %Y-%m-%d %H:%M:%S。</translation></message>
<message id="import.row.time_far"><translation>年份不在 1990–2199 之间。请检查单元格，或用 --time-format 指明写法。</translation></message>
</context>
</TS>
