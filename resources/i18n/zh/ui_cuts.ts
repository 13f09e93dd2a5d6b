<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ui_cuts</name>
    <message id="ui.action.auto"><translation>到点自动进入下一段 / 等待 GO</translation></message>
    <message id="ui.action.cuts"><translation>看砍时间方案</translation></message>
    <message id="ui.action.insert"><translation>在当前段之后插入一段</translation></message>
    <message id="ui.button.auto"><translation>自动切段</translation></message>
    <message id="ui.button.auto.on"><translation>自动切段：开</translation></message>
    <message id="ui.button.cuts"><translation>预览</translation></message>
    <message id="ui.cuts.title"><translation>砍时间方案</translation></message>
    <message id="ui.cuts.late"><translation>预计晚 {n} 分钟</translation></message>
    <message id="ui.cuts.missed"><translation>「{title}」整点要晚 {n} 分钟</translation></message>
    <message id="ui.cuts.skip"><translation>跳过 {rows}</translation></message>
    <message id="ui.cuts.shorten"><translation>{row} 缩到 {n} 分钟</translation></message>
    <message id="ui.cuts.offer"><translation>{why}：{what}</translation></message>
    <message id="ui.cuts.join"><translation>，</translation></message>
    <message id="ui.cuts.rows"><translation>、</translation></message>
    <message id="ui.cuts.none"><translation>现在不晚，不需要砍时间。</translation></message>
    <message id="ui.cuts.row.skip"><translation>跳过</translation></message>
    <message id="ui.cuts.row.shorten"><translation>缩到 {left_ms}</translation></message>
    <message id="ui.cuts.head.row"><translation>环节</translation></message>
    <message id="ui.cuts.head.what"><translation>做法</translation></message>
    <message id="ui.cuts.head.saves"><translation>省下</translation></message>
    <message id="ui.cuts.head.value"><translation>放弃的 GMV</translation></message>
    <message id="ui.cuts.measured"><translation>{value_minor}（按本场实测）</translation></message>
    <message id="ui.cuts.target"><translation>{value_minor}（按目标）</translation></message>
    <message id="ui.cuts.unknown"><translation>没有目标，也没有实测</translation></message>
    <message id="ui.cuts.sum"><translation>共省 {saves_ms}，放弃 GMV 约 {value_minor}</translation></message>
    <message id="ui.cuts.sum.unknown"><translation>共省 {saves_ms}；{n} 段没有目标也没有实测，放弃多少不知道</translation></message>
    <message id="ui.cuts.sum.part"><translation>共省 {saves_ms}，放弃 GMV 约 {value_minor}；另有 {n} 段不知道</translation></message>
    <message id="ui.cuts.gifts"><translation>福利一个不少，整点段不动。可以用 {press} 撤销。</translation></message>
    <message id="ui.cuts.apply"><translation>应用</translation></message>
    <message id="ui.cuts.close"><translation>不砍</translation></message>
    <message id="ui.rundown.up"><translation>上移</translation></message>
    <message id="ui.rundown.down"><translation>下移</translation></message>
    <message id="ui.rundown.next"><translation>移到下一段</translation></message>
    <message id="ui.rundown.longer"><translation>加 {n} 分钟</translation></message>
    <message id="ui.rundown.shorter"><translation>减 {n} 分钟</translation></message>
    <message id="ui.rundown.again"><translation>返场：接在当前段之后</translation></message>
    <message id="ui.rundown.insert"><translation>在后面插入…</translation></message>
    <message id="ui.rundown.hint"><translation>Alt+↑↓ 移动 · + − 加减 1 分钟 · Del 跳过 · Ins 插入</translation></message>
    <message id="ui.insert.title"><translation>插入一段</translation></message>
    <message id="ui.insert.name"><translation>名称</translation></message>
    <message id="ui.insert.minutes"><translation>时长（分钟）</translation></message>
    <message id="ui.insert.behind"><translation>排在「{title}」之后，只用于本场，不改计划。</translation></message>
    <message id="ui.insert.default"><translation>插播</translation></message>
    <message id="ui.insert.ok"><translation>插入</translation></message>
    <message id="ui.auto.tip"><translation>开：本段时间到就自动进入下一段，整点段准点开始。关：等 GO。</translation></message>
</context>
</TS>
