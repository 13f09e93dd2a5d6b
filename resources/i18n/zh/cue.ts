<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>cue</name>
    <message id="cue.goods.standby"><translation>备品上架：{title}</translation></message>
    <message id="cue.goods.standby.link"><translation>备品上架：{link}号链接 · {title}</translation></message>
    <message id="cue.goods.detail.price_minor"><translation>直播价 {price_minor}</translation></message>
    <message id="cue.goods.detail.stock"><translation>计划库存 {stock} 件</translation></message>
    <message id="cue.goods.detail.price_minor.stock"><translation>直播价 {price_minor} · 计划库存 {stock} 件</translation></message>
    <message id="cue.script.on_air"><translation>到点开播：第一段「{title}」</translation></message>
    <message id="cue.script.start"><translation>到点切段：「{title}」</translation></message>
    <message id="cue.script.milestone"><translation>节点：{title}</translation></message>
    <message id="cue.script.overrun"><translation>「{title}」已超时，请切到下一段或加时</translation></message>
    <message id="cue.script.finish"><translation>「{title}」时间到，脚本已走完，可以下播</translation></message>
    <message id="cue.script.hard"><translation>整点段「{title}」{start_at} 开始，还有 {lead} 分钟</translation></message>
    <message id="cue.script.detail.owner"><translation>负责人：{owner}</translation></message>
    <message id="cue.traffic.switch"><translation>切换投放时段</translation></message>
    <message id="cue.traffic.switch.channel"><translation>切换投放时段：{channel}</translation></message>
    <message id="cue.traffic.switch.budget_minor"><translation>切换投放时段，预算 {budget_minor}</translation></message>
    <message id="cue.traffic.switch.channel.budget_minor"><translation>切换投放时段：{channel}，预算 {budget_minor}</translation></message>
    <message id="cue.traffic.stop"><translation>投放时段结束：{channel}</translation></message>
    <message id="cue.traffic.detail.bid_minor"><translation>出价 {bid_minor}</translation></message>
    <message id="cue.traffic.detail.target_x"><translation>目标 ROI {target_x}</translation></message>
    <message id="cue.traffic.detail.bid_minor.target_x"><translation>出价 {bid_minor} · 目标 ROI {target_x}</translation></message>
    <message id="cue.traffic.detail.target_x.basis"><translation>目标{basis} ROI {target_x}</translation></message>
    <message id="cue.traffic.detail.bid_minor.target_x.basis"><translation>出价 {bid_minor} · 目标{basis} ROI {target_x}</translation></message>
    <message id="cue.giveaway.announce"><translation>预告福利：{title}，{lead} 分钟后开始</translation></message>
    <message id="cue.giveaway.start"><translation>开始福利：{title}</translation></message>
    <message id="cue.giveaway.end"><translation>结束福利：{title}</translation></message>
    <message id="cue.giveaway.detail.quantity"><translation>共 {quantity} 份</translation></message>
    <message id="cue.giveaway.detail.condition"><translation>条件：{condition}</translation></message>
    <message id="cue.giveaway.detail.quantity.condition"><translation>共 {quantity} 份 · 条件：{condition}</translation></message>
    <message id="cue.warmup.task"><translation>预热任务：{title}</translation></message>
    <message id="cue.warmup.detail.target"><translation>目标 {target}</translation></message>
    <message id="cue.warmup.detail.actual"><translation>已完成 {actual}</translation></message>
    <message id="cue.warmup.detail.target.actual"><translation>目标 {target} · 已完成 {actual}</translation></message>
    <message id="cue.goods.link"><translation>确认 {link} 号链接就绪：{title}（价格、库存、能下单）</translation></message>
    <message id="cue.goods.pin"><translation>重新弹出讲解卡：{title}</translation></message>
    <message id="cue.goods.pin.link"><translation>重新弹出讲解卡：{link}号链接 · {title}</translation></message>
    <message id="cue.script.overrun.again"><translation>「{title}」已超时 {late} 分钟，请切到下一段或加时</translation></message>
    <message id="cue.traffic.pace"><translation>投放过半，核对消耗：{channel} 到现在计划花 {budget_minor}</translation></message>
    <message id="cue.giveaway.result"><translation>记下福利结果：{title}（发出多少、在线变化）</translation></message>
    <message id="cue.warmup.align"><translation>开播前 {lead} 分钟对齐：口播节奏、上链接和福利时间、主推款和放量时段</translation></message>
    <message id="cue.warmup.reserve"><translation>离下播约 {lead} 分钟，引导预约下一场</translation></message>
    <message id="cue.warmup.reserve.detail.target"><translation>预约目标 {target}</translation></message>
    <message id="cue.goal.target"><translation>目标达成：GMV {value_minor}</translation></message>
    <message id="cue.goal.share"><translation>GMV 达到目标的 {share}：{value_minor}</translation></message>
    <message id="cue.goal.gmv"><translation>GMV 突破 {value_minor}</translation></message>
    <message id="cue.goal.orders"><translation>订单突破 {value} 单</translation></message>
    <message id="cue.goal.views"><translation>观看突破 {value} 人次</translation></message>
    <message id="cue.goal.online"><translation>在线突破 {value} 人</translation></message>
    <message id="cue.goal.new_fans"><translation>涨粉突破 {value} 人</translation></message>
    <message id="cue.goal.say.target"><translation>今天的目标达成了，感谢大家的支持！</translation></message>
    <message id="cue.goal.say.share"><translation>已经完成目标的 {share}，继续加油！</translation></message>
    <message id="cue.goal.say.gmv"><translation>全场成交突破 {value_minor}，感谢大家的支持！</translation></message>
    <message id="cue.goal.say.orders"><translation>已经有 {value} 单下单，感谢大家！</translation></message>
    <message id="cue.goal.say.views"><translation>观看突破 {value} 人次，欢迎新来的朋友，点个关注！</translation></message>
    <message id="cue.goal.say.online"><translation>直播间在线突破 {value} 人，福利安排上！</translation></message>
    <message id="cue.goal.say.new_fans"><translation>新增粉丝突破 {value} 人，欢迎大家！</translation></message>
</context>
</TS>
