<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>rule</name>
    <message id="rule.unreadable"><translation>Rule "{rule}" can't be used ({reason}); the others work. Mend it in the rule editor</translation></message>
    <message id="rule.file"><translation>The rule file {place} can't be read ({detail}). The built-in rules are used; the file was left alone</translation></message>
    <message id="rule.and"><translation> and </translation></message>
    <message id="rule.comma"><translation>, </translation></message>
    <message id="rule.hold"><translation>for {hold}</translation></message>
    <message id="rule.least"><translation>given at least {least}</translation></message>
    <message id="rule.sentence"><translation>When {when}: alert, and not again within {cool}</translation></message>
    <message id="rule.usual"><translation>the streamer's usual</translation></message>
    <message id="rule.usual.own"><translation>this streamer's usual</translation></message>
    <message id="rule.usual.show"><translation>this show so far</translation></message>
    <message id="rule.hours"><translation>{hours} h</translation></message>
    <message id="rule.minutes"><translation>{minutes} min</translation></message>
    <message id="rule.ago"><translation>{ago} earlier</translation></message>
    <message id="rule.times"><translation>{what} × {factor_ratio}</translation></message>
    <message id="rule.trial.no_show"><translation>This session has not been on air, so there is nothing to test on; go on air first, or select one that has been</translation></message>
    <message id="rule.judge.late"><translation>The show that is open did not answer in time. It notes this as soon as it does: look again before you try again</translation></message>
    <message id="rule.window"><translation>{gauge} over {minutes} min</translation></message>
    <message id="rule.value.minor"><translation>{value_minor}</translation></message>
    <message id="rule.value.x"><translation>{value_x}</translation></message>
    <message id="rule.value.ratio"><translation>{value_ratio}</translation></message>
    <message id="rule.value.count"><translation>{value}</translation></message>
    <message id="gauge.gmv"><translation>GMV</translation></message>
    <message id="gauge.gmv_per_minute"><translation>GMV per minute</translation></message>
    <message id="gauge.orders"><translation>orders</translation></message>
    <message id="gauge.units"><translation>units</translation></message>
    <message id="gauge.aov"><translation>order value</translation></message>
    <message id="gauge.refund_rate"><translation>refund rate</translation></message>
    <message id="gauge.pace"><translation>GMV against plan</translation></message>
    <message id="gauge.target_so_far"><translation>target GMV by now</translation></message>
    <message id="gauge.online"><translation>average viewers</translation></message>
    <message id="gauge.online_falls"><translation>periods of falling viewers</translation></message>
    <message id="gauge.online_lost"><translation>viewers lost while falling</translation></message>
    <message id="gauge.views"><translation>views</translation></message>
    <message id="gauge.exposures"><translation>room exposures</translation></message>
    <message id="gauge.product_exposures"><translation>product exposures</translation></message>
    <message id="gauge.product_clicks"><translation>product clicks</translation></message>
    <message id="gauge.comments"><translation>comments</translation></message>
    <message id="gauge.entry_rate"><translation>entry rate</translation></message>
    <message id="gauge.product_click_rate"><translation>product click rate</translation></message>
    <message id="gauge.click_order_rate"><translation>click-to-order rate</translation></message>
    <message id="gauge.conversion"><translation>view-to-order rate</translation></message>
    <message id="gauge.spend"><translation>ad spend</translation></message>
    <message id="gauge.spend_total"><translation>spend of the show</translation></message>
    <message id="gauge.ad_orders"><translation>orders from ads</translation></message>
    <message id="gauge.roi"><translation>ROI</translation></message>
    <message id="gauge.roi_total"><translation>ROI of the show</translation></message>
    <message id="gauge.pacing"><translation>spend against plan</translation></message>
    <message id="gauge.overspend"><translation>spend over plan by now</translation></message>
    <message id="gauge.budget_used"><translation>budget used</translation></message>
    <message id="gauge.spend_score"><translation>spend deviation (sd)</translation></message>
    <message id="gauge.cost_per_click"><translation>cost per product click</translation></message>
    <message id="gauge.cost_per_order"><translation>cost per order</translation></message>
    <message id="gauge.slot_budget"><translation>slot budget</translation></message>
    <message id="gauge.slot_bid"><translation>slot bid</translation></message>
    <message id="gauge.slot_age"><translation>slot running for</translation></message>
    <message id="gauge.stock_left"><translation>stock left of the product on air</translation></message>
    <message id="gauge.product_units"><translation>units of the product on air</translation></message>
    <message id="gauge.stock_lasts"><translation>stock will last</translation></message>
    <message id="gauge.segment_left"><translation>segment time left</translation></message>
    <message id="gauge.segment_elapsed"><translation>segment running for</translation></message>
    <message id="gauge.elapsed"><translation>time on air</translation></message>
    <message id="gauge.to_end"><translation>time to the expected end</translation></message>
    <message id="gauge.drift"><translation>expected overrun</translation></message>
    <message id="gauge.break_even"><translation>break-even ROI</translation></message>
    <message id="gauge.target_roi"><translation>target ROI</translation></message>
    <message id="gauge.ad_budget"><translation>ad budget</translation></message>
    <message id="gauge.target_gmv"><translation>target GMV</translation></message>
    <!-- journals written before rules were data still say these -->
    <message id="cue.rule.roi"><translation>15-min {basis} ROI {roi_x} under break-even {break_even_x} for {lasting_ms}</translation></message>
    <message id="cue.rule.roi.advice"><translation>{spend_minor} spent in 15 min: lower bids or pause weak campaigns, then look at conversion</translation></message>
    <message id="cue.rule.stock"><translation>"{title}": {left} left, sold out in {runs_ms} at this pace</translation></message>
    <message id="cue.rule.stock.advice"><translation>{remaining_ms} to go in this segment: confirm more stock or move on early</translation></message>
    <message id="cue.rule.online"><translation>Online fell {periods} periods in a row: {from} → {to}</translation></message>
    <message id="cue.rule.online.advice"><translation>Switch to a welfare item or a lucky bag, and ask the streamer to engage viewers</translation></message>
<message id="rule.trial.marks"><translation>On air it spoke {spoke} times, {wrong} of them marked false: {share_ratio} right.</translation></message>
<message id="rule.trial.nothing"><translation>"{title}" has never been on air and has no orders, ad or room data, so there is nothing to try it on; import its data first</translation></message>
</context>
</TS>
