<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>review</name>
    <message id="review.milestone.best_minute"><translation>最佳一分钟 {minute_at}：{value_minor}</translation></message>
    <message id="review.fine.S"><translation>货品按计划完成</translation></message>
    <message id="review.fine.T"><translation>脚本按计划完成</translation></message>
    <message id="review.fine.A"><translation>投放按计划完成</translation></message>
    <message id="review.fine.G"><translation>福利按计划完成</translation></message>
    <message id="review.fine.E"><translation>预热按计划完成</translation></message>
    <message id="review.none.S"><translation>没有可评的货品：请填目标件数并导入订单</translation></message>
    <message id="review.none.T"><translation>没有直播流程记录，脚本无法评分</translation></message>
    <message id="review.none.A"><translation>没有可评的投放：请填时段预算并导入消耗</translation></message>
    <message id="review.none.G"><translation>没有可评的福利</translation></message>
    <message id="review.none.E"><translation>没有预热任务</translation></message>
    <message id="review.goods.sold_out"><translation>{count} 款售罄，其中「{title}」备货 {stock} 件已卖完</translation></message>
    <message id="review.goods.short"><translation>「{title}」卖出 {units} / 目标 {target} 件</translation></message>
    <message id="review.goods.top"><translation>「{title}」占 GMV {part_ratio}</translation></message>
    <message id="review.script.overrun"><translation>「{title}」超时 {over_ms}</translation></message>
    <message id="review.script.unsaid"><translation>{written} 条卖点中有 {count} 条没有讲到</translation></message>
    <message id="review.traffic.burnt"><translation>15 分钟 ROI 低于保本 {break_even_x} 的时段共消耗 {spend_minor}</translation></message>
    <message id="review.traffic.over"><translation>{channel} {slot_at} 时段超预算 {off_ratio}</translation></message>
    <message id="review.traffic.under"><translation>{channel} {slot_at} 时段少花 {off_ratio}</translation></message>
    <message id="review.giveaway.missed"><translation>{count} 个福利没有发，如「{title}」</translation></message>
    <message id="review.giveaway.best"><translation>「{title}」期间每分钟 GMV 比之前高 {change_ratio}</translation></message>
    <message id="review.giveaway.flat"><translation>没有福利带来提升，最好的「{title}」为 {change_ratio}</translation></message>
    <message id="review.warmup.short"><translation>「{title}」完成 {actual} / {target}</translation></message>
    <message id="review.warmup.undone"><translation>{count} 项预热未完成，如「{title}」</translation></message>
    <message id="review.began.hand"><translation>手动开播</translation></message>
    <message id="review.began.plan"><translation>到计划时间自动开播</translation></message>
    <message id="review.began.obs"><translation>跟随 OBS 推流开播</translation></message>
    <message id="review.override.line"><translation>带 {count} 个错误开播 · {by} · 原因：{reason}</translation></message>
    <message id="review.before.sold"><translation>开播前：{orders} 单，{paid_minor}，不计入本场</translation></message>
    <message id="review.before.near"><translation>开播前：{orders} 单，{paid_minor}，不计入本场（其中开播前 1 分钟内 {near} 单，{near_minor}，平台可能算作本场）</translation></message>
    <message id="review.after.sold"><translation>下播后：{orders} 单，{paid_minor}，不计入本场</translation></message>
    <message id="review.after.near"><translation>下播后：{orders} 单，{paid_minor}，不计入本场（其中下播后 5 分钟内 {near} 单，{near_minor}，平台可能算作本场）</translation></message>
</context>
</TS>
