<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context><name>ui</name>
<message id="ui.window.title"><translation>直播操盘台</translation></message>
<message id="ui.window.opening"><translation>正在打开…</translation></message>
<message id="ui.window.no_session"><translation>未选择场次</translation></message>
<message id="ui.window.settings_wait"><translation>设置还没写进磁盘（{why}），先记在内存里照用，能写时自动补写</translation></message>
<message id="ui.window.language"><translation>切换语言</translation></message>
<message id="ui.window.theme"><translation>切换深色 / 浅色</translation></message>
<message id="ui.window.theme.light"><translation>浅色</translation></message>
<message id="ui.window.theme.dark"><translation>深色</translation></message>
<message id="ui.workspace.plan"><translation>计划</translation></message>
<message id="ui.workspace.live"><translation>直播</translation></message>
<message id="ui.workspace.review"><translation>复盘</translation></message>
<message id="ui.badge.rehearsal"><translation>排练</translation></message>
<message id="ui.badge.simulated"><translation>模拟数据</translation></message>
<message id="ui.segment"><translation>环节</translation></message>
<message id="ui.lane.S"><translation>S 货品</translation></message>
<message id="ui.lane.T"><translation>T 脚本</translation></message>
<message id="ui.lane.A"><translation>A 投放</translation></message>
<message id="ui.lane.G"><translation>G 福利</translation></message>
<message id="ui.lane.E"><translation>E 预热</translation></message>
<message id="ui.point.0"><translation>介绍</translation></message>
<message id="ui.point.1"><translation>卖点</translation></message>
<message id="ui.point.2"><translation>场景</translation></message>
<message id="ui.point.3"><translation>售后</translation></message>
<message id="ui.point.4"><translation>性价比</translation></message>
<message id="ui.basis.direct"><translation>直接</translation></message>
<message id="ui.basis.same_day"><translation>当日累计</translation></message>
<message id="ui.basis.t7"><translation>T7</translation></message>
<message id="ui.basis.t15"><translation>T15</translation></message>
<message id="ui.basis.t30"><translation>T30</translation></message>
<message id="ui.basis.whole"><translation>全站</translation></message>
<message id="ui.basis.net"><translation>净成交</translation></message>
<message id="ui.basis.all_in"><translation>综合</translation></message>
<message id="ui.age.seconds"><translation>{n} 秒</translation></message>
<message id="ui.age.minutes"><translation>{n} 分</translation></message>
<message id="ui.age.hours"><translation>{n} 小时</translation></message>
<message id="ui.rescue.title"><translation>另存未写入的内容</translation></message>
<message id="ui.rescue"><translation>另存</translation></message>
<message id="ui.rescue.filter"><translation>场次包 (*.zip)</translation></message>
<message id="ui.rescue.saved"><translation>已另存到 {path}。磁盘恢复后会自动补写；换电脑可用 controlroom doctor --take-back 补回。</translation></message>
<message id="ui.reminder.name"><translation>开播前提醒</translation></message>
<message id="ui.reminder.later"><translation>30 分钟后</translation></message>
<message id="ui.reminder.plan"><translation>看计划</translation></message>
<message id="ui.reminder.more"><translation>还有 {n} 条</translation></message>
<message id="ui.reminder.of"><translation>《{title}》{start}</translation></message>
<message id="ui.reminder.days"><translation>已过 {n} 天</translation></message>
<message id="ui.reminder.late"><translation>已过 {age_ms}</translation></message>
</context>
</TS>
