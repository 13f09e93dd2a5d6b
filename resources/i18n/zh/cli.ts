<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
<name>cli</name>
<message id="cli.what"><translation>直播操盘台：计划、执行、复盘一场直播。不带动词时打开窗口。</translation></message>
<message id="cli.help.db"><translation>数据库文件或 URL（默认：用户数据目录）</translation></message>
<message id="cli.help.json"><translation>只在标准输出给出一个 JSON 文档</translation></message>
<message id="cli.help.lang"><translation>界面语言 zh 或 en</translation></message>
<message id="cli.help.quiet"><translation>少说话</translation></message>
<message id="cli.verb.demo"><translation>在内置示例场次（或你自己的订单文件）上跑完整流程</translation></message>
<message id="cli.verb.sessions"><translation>场次及其数字</translation></message>
<message id="cli.verb.import"><translation>导入流程表、订单、投放、直播间数据；撤销一次导入</translation></message>
<message id="cli.verb.export"><translation>导出流程表（.xlsx .csv）</translation></message>
<message id="cli.verb.check"><translation>开播检查</translation></message>
<message id="cli.verb.schedule"><translation>每行的计划 / 预计 / 实际开始时间，以及赶上硬结束的删减建议</translation></message>
<message id="cli.verb.replay"><translation>把日志和事实重放到某一时刻</translation></message>
<message id="cli.verb.report"><translation>复盘报告（.html .json）</translation></message>
<message id="cli.verb.rehearse"><translation>用模拟观众彩排，不写入正式数据</translation></message>
<message id="cli.verb.backup"><translation>备份数据库</translation></message>
<message id="cli.verb.restore"><translation>从备份恢复（原库保留）</translation></message>
<message id="cli.verb.doctor"><translation>体检</translation></message>
<message id="cli.verb.migrate"><translation>升级数据库结构（先备份）</translation></message>
<message id="cli.verb.screens"><translation>在示例场次上拍下每个界面</translation></message>
<message id="cli.stopped"><translation>已停止；未提交的内容没有写入。</translation></message>
<message id="cli.bug"><translation>程序出错（不是你的操作问题）。已提交的数据都在。报告在 {path}，请发给我们。</translation></message>
<message id="cli.bad_map"><translation>--map 需要“列名=字段”，收到的是“{word}”。例如 --map 实付款=amount。</translation></message>
<message id="cli.bad_instant"><translation>看不懂时间“{text}”。请用 2026-11-22T19:00 这样的写法。</translation></message>
<message id="cli.bad_offset"><translation>看不懂时刻“{text}”。请用 1:23:45、90m 或毫秒数。</translation></message>
<message id="cli.bad_zone"><translation>没有名为“{zone}”的时区。请用 Asia/Shanghai 这样的 IANA 名称。</translation></message>
<message id="cli.bad_size"><translation>看不懂尺寸“{text}”。请用 1680x1000 这样的写法。</translation></message>
<message id="cli.need_id"><translation>请给出场次 ID；controlroom sessions 会列出全部场次。</translation></message>
<message id="cli.need_file"><translation>请给出文件（或要撤销的导入 ID）。</translation></message>
<message id="cli.need_session"><translation>请用 --session ID 指定场次，或 --session new 按文件时间新建。</translation></message>
<message id="cli.need_start"><translation>请用 --start 2026-11-22T19:00 指定开播时间。</translation></message>
<message id="cli.no_row"><translation>流程表里没有行“{row}”；controlroom schedule ID 会列出行的 ID。</translation></message>
<message id="cli.no_backup"><translation>找不到备份文件 {path}；没有改动任何东西。</translation></message>
<message id="cli.restored"><translation>已恢复。原来的数据库保留在 {path}。</translation></message>
<message id="cli.migrated"><translation>数据库已是当前版本：{path}</translation></message>
<message id="cli.sessions.none"><translation>还没有场次。用 controlroom import runsheet 文件 导入，或 controlroom demo 看示例。</translation></message>
<message id="cli.check.clean"><translation>五盘检查通过，没有问题。</translation></message>
<message id="cli.cut.skip"><translation>跳过 {id}：省 {saves_ms}，放弃 {value_minor}</translation></message>
<message id="cli.cut.shorten"><translation>缩短 {id}：省 {saves_ms}，放弃 {value_minor}</translation></message>
<message id="cli.schedule.planned"><translation>计划</translation></message>
<message id="cli.schedule.expected"><translation>预计</translation></message>
<message id="cli.schedule.actual"><translation>实际</translation></message>
<message id="cli.schedule.id"><translation>行</translation></message>
<message id="cli.schedule.title"><translation>环节</translation></message>
<message id="cli.schedule.sum"><translation>进度偏差 {drift}，预计 {end} 结束</translation></message>
<message id="cli.review.gmv"><translation>GMV 支付 {paid}，退款 {refunded}，净 {net}；{orders} 单，{lines} 行</translation></message>
<message id="cli.review.segment"><translation>环节</translation></message>
<message id="cli.review.gmv_head"><translation>GMV</translation></message>
<message id="cli.review.orders_head"><translation>订单</translation></message>
<message id="cli.review.per_minute"><translation>每分钟</translation></message>
<message id="cli.import.done"><translation>读 {read} 行：新增 {kept}，更新 {updated}，未变 {unchanged}，拒绝 {refused}</translation></message>
<message id="cli.import.orders"><translation>{orders} 个订单，合计 {amount_minor}</translation></message>
<message id="cli.import.ids"><translation>场次 {session}，导入 {id}（可用 import undo 撤销）</translation></message>
<message id="cli.import.undone"><translation>已撤销导入 {ids}</translation></message>
<message id="cli.import.sheet"><translation>流程表 {rows} 行，问题 {refused} 处</translation></message>
<message id="cli.import.refused"><translation>拒绝 {file} {sheet} 第 {row} 行 {column}“{value}”：{why}</translation></message>
<message id="cli.import.more"><translation>另有 {more} 行被拒绝；用 --json 看全部。</translation></message>
<message id="cli.demo.plan"><translation>计划：{title}，{segments} 个环节，{products} 款商品，{findings} 项检查提示</translation></message>
<message id="cli.demo.live"><translation>直播：{speed_x} 倍速开始</translation></message>
<message id="cli.demo.summary"><translation>GMV {gmv_minor}（支付，{orders} 单）；ROI {roi_x}（{basis}）；投放 {spend_minor}</translation></message>
<message id="cli.demo.summary_no_roi"><translation>GMV {gmv_minor}（支付，{orders} 单）；没有投放数据，不算 ROI</translation></message>
<message id="cli.demo.cues"><translation>提示 {fired} 条，已应答 {answered} 条；最晚一条比到点晚 {late} 毫秒（真实时间）</translation></message>
<message id="cli.demo.out"><translation>截图和报告在 {path}</translation></message>
<message id="cli.demo.slow"><translation>演示没有在 {seconds} 秒内结束，已停止；已保存的截图在 {path}。</translation></message>
<message id="cli.demo.no_qt"><translation>无法启动图形库：{why}。请先运行 make run 安装所缺的系统库。</translation></message>
<message id="cli.demo.own"><translation>自有订单（{name}）</translation></message>
<message id="cli.demo.hour"><translation>{start_at}–{end_at} 时段</translation></message>
<message id="roi.direct"><translation>直接</translation></message>
<message id="roi.same_day"><translation>当日累计</translation></message>
<message id="roi.t7"><translation>7日累计</translation></message>
<message id="roi.t15"><translation>15日累计</translation></message>
<message id="roi.t30"><translation>30日累计</translation></message>
<message id="roi.whole"><translation>全站支付</translation></message>
<message id="roi.net"><translation>净成交</translation></message>
<message id="roi.all_in"><translation>综合</translation></message>
<message id="cli.sample.title"><translation>冬季上新专场（模拟示例）</translation></message>
</context>
</TS>
