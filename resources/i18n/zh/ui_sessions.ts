<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
<name>ui_sessions</name>
<message id="template.none"><translation>这里没有存放模板的地方。</translation></message>
<message id="template.unknown"><translation>找不到模板「{name}」，可能已被删除。请刷新列表。</translation></message>
<message id="template.ours"><translation>自带的模板不能删除。可以另存一份自己的再改。</translation></message>
<message id="template.unreadable"><translation>模板文件 {place} 读不出来：{detail}。请修好文件或删掉它。</translation></message>
<message id="template.wrong"><translation>模板里 {where} 的内容看不懂。请按 docs/templates.md 的写法改。</translation></message>
<message id="desk.session_on_air"><translation>这一场正在直播，不能删除。请先下播。</translation></message>
<message id="ui.plan.filter.sessions"><translation>筛选</translation></message>
<message id="ui.plan.filter.sessions.tip"><translation>按状态、日期、主播筛选；看已归档和最近删除的</translation></message>
<message id="ui.plan.filter.sessions.clear"><translation>清除筛选</translation></message>
<message id="ui.plan.filter.sessions.count"><translation>{shown} / {total} 场</translation></message>
<message id="ui.plan.status"><translation>状态</translation></message>
<message id="ui.plan.status.any"><translation>全部状态</translation></message>
<message id="ui.plan.status.draft"><translation>未播</translation></message>
<message id="ui.plan.status.aired"><translation>已播</translation></message>
<message id="ui.plan.status.simulated"><translation>模拟数据</translation></message>
<message id="ui.plan.span"><translation>日期</translation></message>
<message id="ui.plan.span.any"><translation>全部日期</translation></message>
<message id="ui.plan.span.coming"><translation>今天及以后</translation></message>
<message id="ui.plan.span.week"><translation>前后 7 天</translation></message>
<message id="ui.plan.span.month"><translation>近 30 天</translation></message>
<message id="ui.plan.span.older"><translation>30 天以前</translation></message>
<message id="ui.plan.streamer"><translation>主播</translation></message>
<message id="ui.plan.streamer.any"><translation>全部主播</translation></message>
<message id="ui.plan.where.archived"><translation>包括已归档</translation></message>
<message id="ui.plan.where.bin"><translation>最近删除</translation></message>
<message id="ui.plan.bin.empty"><translation>最近没有删除的场次。</translation></message>
<message id="ui.plan.state.archived"><translation>已归档</translation></message>
<message id="ui.plan.state.deleted"><translation>已删除</translation></message>
<message id="ui.plan.state.results"><translation>{gmv} · {basis} ROI {roi}</translation></message>
<message id="ui.plan.session.unarchive"><translation>取消归档</translation></message>
<message id="ui.plan.session.unarchive.tip"><translation>放回列表</translation></message>
<message id="ui.plan.session.delete"><translation>删除</translation></message>
<message id="ui.plan.session.delete.tip"><translation>移到「最近删除」，可撤销、可恢复（Del）</translation></message>
<message id="ui.plan.session.restore"><translation>恢复</translation></message>
<message id="ui.plan.session.restore.tip"><translation>放回场次列表，内容和数据原样</translation></message>
<message id="ui.plan.session.purge"><translation>彻底删除…</translation></message>
<message id="ui.plan.session.purge.tip"><translation>连同数据和日志一起删除，不能恢复</translation></message>
<message id="ui.plan.session.purge.ask"><translation>彻底删除「{title}」？</translation></message>
<message id="ui.plan.session.purge.lost"><translation>它的计划、导入的数据和直播日志都会删除，不能恢复。</translation></message>
<message id="ui.plan.session.did.delete"><translation>已删除「{title}」</translation></message>
<message id="ui.plan.session.did.archive"><translation>已归档「{title}」</translation></message>
<message id="ui.plan.session.did.unarchive"><translation>「{title}」已放回列表</translation></message>
<message id="ui.plan.session.did.restore"><translation>已恢复「{title}」</translation></message>
<message id="ui.plan.session.undo"><translation>撤销</translation></message>
<message id="ui.plan.templates"><translation>模板 · 操盘手册</translation></message>
<message id="ui.plan.templates.line"><translation>{length} · {count} 段</translation></message>
<message id="ui.plan.templates.own"><translation>自己的</translation></message>
<message id="ui.plan.templates.tip"><translation>双击用它新建一场</translation></message>
<message id="ui.plan.template.begin"><translation>用这个模板新建…</translation></message>
<message id="ui.plan.template.remove"><translation>删除模板</translation></message>
<message id="ui.plan.template.save"><translation>把这一场存为模板…</translation></message>
<message id="ui.plan.template.best"><translation>从最好的环节存模板…</translation></message>
<message id="ui.plan.template.title"><translation>存为模板</translation></message>
<message id="ui.plan.template.name"><translation>模板名称</translation></message>
<message id="ui.plan.template.about"><translation>用途</translation></message>
<message id="ui.plan.template.with"><translation>带上</translation></message>
<message id="ui.plan.template.goals"><translation>目标、预算、库存</translation></message>
<message id="ui.plan.template.best.title"><translation>最好的环节</translation></message>
<message id="ui.plan.template.best.help"><translation>按每分钟成交排序，默认选中高于全场平均的。时长取实际时长（到分钟）。</translation></message>
<message id="ui.plan.template.best.none"><translation>这一场还没有可比较的成交：没有开播记录，或没有导入订单。</translation></message>
<message id="ui.plan.template.best.per_minute"><translation>每分钟成交</translation></message>
<message id="ui.plan.template.best.length"><translation>实际时长</translation></message>
<message id="ui.plan.template.saved"><translation>已存为模板「{name}」</translation></message>
<message id="ui.plan.template.removed"><translation>已删除模板「{name}」</translation></message>
<message id="ui.plan.ask.template"><translation>用模板新建</translation></message>
</context>
</TS>
