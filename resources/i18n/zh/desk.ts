<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
<name>desk</name>
<message id="desk.nothing_to_do"><translation>没有可执行的下一步：前后已没有环节，或没有可撤销的操作。</translation></message>
<message id="desk.guarded"><translation>0.8 秒内的重复 GO 已忽略，画面未跳段。</translation></message>
<message id="desk.bug"><translation>程序出错，直播计时未受影响；已记入日志，请在下播后把日志文件发给我们。</translation></message>
<message id="desk.clock_stepped"><translation>系统时钟被改动了 {off_ms}；直播计时不受影响，请核对电脑时间。</translation></message>
<message id="desk.no_scratch"><translation>无法建立彩排用的临时数据库；正式数据未受影响。请检查磁盘空间。</translation></message>
<message id="desk.edit.import"><translation>导入流程表（{rows} 行）</translation></message>
<message id="import.no_good_row"><translation>{file}：没有一行可用（拒绝 {refused} 行），什么都没有导入。请看下面的逐行原因，修正后重新导入。</translation></message>
<message id="import.no_instant"><translation>文件里没有任何有效时间，无法据此新建场次。请用 --session 指定场次，或映射时间列。</translation></message>
<message id="import.no_row"><translation>{file}：表头下面没有数据行，什么都没有导入。请检查导出的时间范围。</translation></message>
<message id="desk.not_ready"><translation>计划里还有 {count} 个错误没有确认，尚未开播。请先处理，或在开播时逐条确认并写明原因。</translation></message>
<message id="desk.no_reason"><translation>带着错误开播要写明原因；尚未开播。</translation></message>
<message id="desk.autopilot"><translation>自动演示</translation></message>
<message id="desk.autopilot.reason"><translation>演示，不是真实直播</translation></message>
<message id="desk.edit.archive"><translation>归档场次</translation></message>
<message id="desk.edit.unarchive"><translation>取消归档</translation></message>
<message id="bundle.known"><translation>「{title}」（{session}）已经在这里了，没有覆盖。需要的话，请作为新的一场导入（命令行：--as-new）。</translation></message>
<message id="bundle.half"><translation>「{title}」（{session}）是导入场次包时中断留下的半场，已归档，数据不全。请删除后重新导入场次包。</translation></message>
<message id="desk.plan_moved_on"><translation>预览之后这一场又被改动了，没有导入。请再看一次预览。</translation></message>
<message id="desk.unsaved"><translation>{why}，直播照常：{events} 条记录、{rows} 行数据还没写进磁盘，按顺序存在内存里，能写时自动补写；也可以点右边「另存」到别的盘</translation></message>
<message id="desk.disk_slow"><translation>磁盘很久没有回应，直播照常，记录先存在内存里</translation></message>
<message id="rescue.nothing"><translation>没有打开的场次，没有要另存的内容</translation></message>
<message id="rescue.differs"><translation>「{title}」里已有的记录和这个文件对不上，什么都没有写入。请先备份数据库，再联系我们。</translation></message>
<message id="desk.why.disk_full"><translation>磁盘已满</translation></message>
<message id="desk.why.locked"><translation>数据库被别的程序占用</translation></message>
<message id="desk.why.read_only"><translation>数据库只读</translation></message>
<message id="desk.why.disk_fault"><translation>磁盘读写出错</translation></message>
<message id="desk.why.disk_slow"><translation>磁盘没有回应</translation></message>
<message id="desk.why.other"><translation>数据库写不进去</translation></message>
<message id="desk.start_passed"><translation>计划开播时间已过，不能到点自动开播；请直接按「开播」</translation></message>
<message id="desk.no_recording"><translation>这一场没有订单、投放或直播间数据，没法重放；请换一场，或用模拟观众</translation></message>
<message id="desk.edit.task_done"><translation>预热任务完成</translation></message>
</context>
</TS>
