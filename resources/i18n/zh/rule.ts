<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>rule</name>
    <message id="rule.unreadable"><translation>规则「{rule}」无法使用（{reason}），其他规则照常；请在规则编辑里改正</translation></message>
    <message id="rule.file"><translation>规则文件读不了：{place}（{detail}）。现用自带规则，原文件未动</translation></message>
    <message id="rule.and"><translation> 且 </translation></message>
    <message id="rule.comma"><translation>，</translation></message>
    <message id="rule.hold"><translation>持续 {hold}</translation></message>
    <message id="rule.least"><translation>样本至少 {least}</translation></message>
    <message id="rule.sentence"><translation>当 {when}：提醒，{cool}内不重复</translation></message>
    <message id="rule.usual"><translation>本主播常态</translation></message>
    <message id="rule.usual.own"><translation>本主播往常</translation></message>
    <message id="rule.usual.show"><translation>本场前段</translation></message>
    <message id="rule.hours"><translation>{hours} 小时</translation></message>
    <message id="rule.minutes"><translation>{minutes} 分钟</translation></message>
    <message id="rule.ago"><translation>{ago}前</translation></message>
    <message id="rule.times"><translation>{what} × {factor_ratio}</translation></message>
    <message id="rule.trial.no_show"><translation>这一场没有播过，没有可试跑的数据；先开播，或在 Plan 里选一场播过的</translation></message>
    <message id="rule.judge.late"><translation>正在直播的场次暂时没有回应；一有回应就会记下。请过一会儿看看，没有再试</translation></message>
    <message id="rule.window"><translation>近 {minutes} 分钟 {gauge}</translation></message>
    <message id="rule.value.minor"><translation>{value_minor}</translation></message>
    <message id="rule.value.x"><translation>{value_x}</translation></message>
    <message id="rule.value.ratio"><translation>{value_ratio}</translation></message>
    <message id="rule.value.count"><translation>{value}</translation></message>
    <message id="gauge.gmv"><translation>成交金额</translation></message>
    <message id="gauge.gmv_per_minute"><translation>每分钟成交</translation></message>
    <message id="gauge.orders"><translation>订单数</translation></message>
    <message id="gauge.units"><translation>成交件数</translation></message>
    <message id="gauge.aov"><translation>客单价</translation></message>
    <message id="gauge.refund_rate"><translation>退款率</translation></message>
    <message id="gauge.pace"><translation>GMV 对计划偏差</translation></message>
    <message id="gauge.target_so_far"><translation>此刻目标 GMV</translation></message>
    <message id="gauge.online"><translation>平均在线</translation></message>
    <message id="gauge.online_falls"><translation>在线连降期数</translation></message>
    <message id="gauge.online_lost"><translation>在线连降跌幅</translation></message>
    <message id="gauge.views"><translation>进房人次</translation></message>
    <message id="gauge.exposures"><translation>直播间曝光</translation></message>
    <message id="gauge.product_exposures"><translation>商品曝光</translation></message>
    <message id="gauge.product_clicks"><translation>商品点击</translation></message>
    <message id="gauge.comments"><translation>评论数</translation></message>
    <message id="gauge.entry_rate"><translation>曝光进入率</translation></message>
    <message id="gauge.product_click_rate"><translation>商品点击率</translation></message>
    <message id="gauge.click_order_rate"><translation>点击成交率</translation></message>
    <message id="gauge.conversion"><translation>观看成交率</translation></message>
    <message id="gauge.spend"><translation>广告消耗</translation></message>
    <message id="gauge.spend_total"><translation>全场消耗</translation></message>
    <message id="gauge.ad_orders"><translation>广告成交单数</translation></message>
    <message id="gauge.roi"><translation>ROI</translation></message>
    <message id="gauge.roi_total"><translation>全场 ROI</translation></message>
    <message id="gauge.pacing"><translation>消耗对计划偏差</translation></message>
    <message id="gauge.overspend"><translation>全场消耗超计划</translation></message>
    <message id="gauge.budget_used"><translation>预算已用</translation></message>
    <message id="gauge.spend_score"><translation>消耗偏离（标准差）</translation></message>
    <message id="gauge.cost_per_click"><translation>商品点击成本</translation></message>
    <message id="gauge.cost_per_order"><translation>单次成交成本</translation></message>
    <message id="gauge.slot_budget"><translation>本时段预算</translation></message>
    <message id="gauge.slot_bid"><translation>本时段出价</translation></message>
    <message id="gauge.slot_age"><translation>本时段已投</translation></message>
    <message id="gauge.stock_left"><translation>在讲商品余量</translation></message>
    <message id="gauge.product_units"><translation>在讲商品销量</translation></message>
    <message id="gauge.stock_lasts"><translation>在讲商品可卖</translation></message>
    <message id="gauge.segment_left"><translation>本段剩余</translation></message>
    <message id="gauge.segment_elapsed"><translation>本段已讲</translation></message>
    <message id="gauge.elapsed"><translation>开播时长</translation></message>
    <message id="gauge.to_end"><translation>离预计下播</translation></message>
    <message id="gauge.drift"><translation>预计超时</translation></message>
    <message id="gauge.break_even"><translation>保本 ROI</translation></message>
    <message id="gauge.target_roi"><translation>目标 ROI</translation></message>
    <message id="gauge.ad_budget"><translation>广告预算</translation></message>
    <message id="gauge.target_gmv"><translation>目标 GMV</translation></message>
    <!-- journals written before rules were data still say these -->
    <message id="cue.rule.roi"><translation>近 15 分钟{basis} ROI {roi_x} 低于保本 {break_even_x}，已持续 {lasting_ms}</translation></message>
    <message id="cue.rule.roi.advice"><translation>近 15 分钟消耗 {spend_minor}，先降出价或暂停低效计划，再查转化</translation></message>
    <message id="cue.rule.stock"><translation>「{title}」剩 {left} 件，按现速 {runs_ms} 后售罄</translation></message>
    <message id="cue.rule.stock.advice"><translation>本段还有 {remaining_ms}，请确认补库存或提前切到下一品</translation></message>
    <message id="cue.rule.online"><translation>在线连续 {periods} 期下降：{from} → {to}</translation></message>
    <message id="cue.rule.online.advice"><translation>可切福利款或发福袋留人，并请主播点名互动</translation></message>
<message id="rule.trial.marks"><translation>播出时它提醒过 {spoke} 次，其中 {wrong} 次标为误报，准确率 {share_ratio}。</translation></message>
<message id="rule.trial.nothing"><translation>「{title}」没有开播记录，也没有任何订单、投放或直播间数据，无从试算；请先用 import 导入数据</translation></message>
</context>
</TS>
