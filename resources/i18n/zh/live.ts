<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>live</name>
    <message id="live.basis.direct"><translation>直接</translation></message>
    <message id="live.basis.same_day"><translation>当日累计</translation></message>
    <message id="live.basis.t7"><translation>T7</translation></message>
    <message id="live.basis.t15"><translation>T15</translation></message>
    <message id="live.basis.t30"><translation>T30</translation></message>
    <message id="live.basis.whole"><translation>全站</translation></message>
    <message id="live.basis.net"><translation>净成交</translation></message>
    <message id="live.basis.all_in"><translation>综合</translation></message>
    <message id="live.refuse.phase.idle"><translation>还没有打开的场次，请先打开一场</translation></message>
    <message id="live.refuse.phase.armed"><translation>还没有开播，请先开播</translation></message>
    <message id="live.refuse.phase.on_air"><translation>正在直播中，此操作现在不可用</translation></message>
    <message id="live.refuse.phase.paused"><translation>直播已暂停，请先继续</translation></message>
    <message id="live.refuse.phase.off_air"><translation>本场已下播，此操作不可用</translation></message>
    <message id="live.refuse.no_row"><translation>流程表里没有这一行，可能已被删除</translation></message>
    <message id="live.refuse.milestone"><translation>「{title}」是节点，不占时间，不能切入</translation></message>
    <message id="live.refuse.running"><translation>「{title}」正在进行</translation></message>
    <message id="live.refuse.nothing_running"><translation>当前没有进行中的环节</translation></message>
    <message id="live.refuse.too_short"><translation>「{title}」不能再缩短</translation></message>
    <message id="live.refuse.skip_running"><translation>正在进行的环节不能跳过，请直接切到下一段</translation></message>
    <message id="live.refuse.behind"><translation>这一行已经过去或正在进行，不能再改</translation></message>
    <message id="live.refuse.no_cuts"><translation>没有可以砍掉的时间</translation></message>
    <message id="live.refuse.no_figures"><translation>没有可以保存的数字</translation></message>
    <message id="live.refuse.cue_known"><translation>这条提示已经出现过</translation></message>
    <message id="live.refuse.no_cue"><translation>没有这条提示</translation></message>
    <message id="live.refuse.answered"><translation>这条提示已处理</translation></message>
    <message id="live.refuse.snooze_past"><translation>稍后提醒的时间必须在将来</translation></message>
    <message id="live.refuse.empty_note"><translation>备注是空的</translation></message>
    <message id="live.refuse.no_message"><translation>没有待确认的消息</translation></message>
    <message id="live.refuse.not_undoable"><translation>没有可以撤销的操作</translation></message>
    <message id="live.refuse.goal_known"><translation>这个里程碑已经记过</translation></message>
</context>
</TS>
