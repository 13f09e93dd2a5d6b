<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>review</name>
    <message id="review.milestone.best_minute"><translation>Best minute {minute_at}: {value_minor}</translation></message>
    <message id="review.fine.S"><translation>Goods went to plan</translation></message>
    <message id="review.fine.T"><translation>The script went to plan</translation></message>
    <message id="review.fine.A"><translation>Paid traffic went to plan</translation></message>
    <message id="review.fine.G"><translation>Giveaways went to plan</translation></message>
    <message id="review.fine.E"><translation>Warm-up went to plan</translation></message>
    <message id="review.none.S"><translation>No goods to judge: set target units and import orders</translation></message>
    <message id="review.none.T"><translation>No show was run, so the script can't be judged</translation></message>
    <message id="review.none.A"><translation>No paid traffic to judge: set slot budgets and import spend</translation></message>
    <message id="review.none.G"><translation>No giveaways to judge</translation></message>
    <message id="review.none.E"><translation>No warm-up tasks</translation></message>
    <message id="review.goods.sold_out"><translation>{count} sold out, among them "{title}" with a stock of {stock}</translation></message>
    <message id="review.goods.short"><translation>"{title}" sold {units} of a target of {target}</translation></message>
    <message id="review.goods.top"><translation>"{title}" made {part_ratio} of GMV</translation></message>
    <message id="review.script.overrun"><translation>"{title}" ran {over_ms} over</translation></message>
    <message id="review.script.unsaid"><translation>{count} of {written} selling points were not said</translation></message>
    <message id="review.traffic.burnt"><translation>{spend_minor} spent while the 15-min ROI was under break-even {break_even_x}</translation></message>
    <message id="review.traffic.over"><translation>{channel} at {slot_at}: {off_ratio} over budget</translation></message>
    <message id="review.traffic.under"><translation>{channel} at {slot_at}: {off_ratio} under budget</translation></message>
    <message id="review.giveaway.missed"><translation>Giveaways not given: {count}, such as "{title}"</translation></message>
    <message id="review.giveaway.best"><translation>GMV per minute was {change_ratio} higher during "{title}" than before</translation></message>
    <message id="review.giveaway.flat"><translation>No giveaway lifted GMV per minute; the best, "{title}": {change_ratio}</translation></message>
    <message id="review.warmup.short"><translation>"{title}": {actual} of {target}</translation></message>
    <message id="review.warmup.undone"><translation>Warm-up tasks not done: {count}, such as "{title}"</translation></message>
    <message id="review.began.hand"><translation>On air by hand</translation></message>
    <message id="review.began.plan"><translation>On air by itself, at the planned start</translation></message>
    <message id="review.began.obs"><translation>On air with the OBS stream</translation></message>
    <message id="review.override.line"><translation>On air with {count} open errors · {by} · reason: {reason}</translation></message>
    <message id="review.before.sold"><translation>before air: orders {orders}, {paid_minor}, not part of this show</translation></message>
    <message id="review.before.near"><translation>before air: orders {orders}, {paid_minor}, not part of this show (in the last minute before air: orders {near}, {near_minor}; a platform may count those)</translation></message>
    <message id="review.after.sold"><translation>after air: orders {orders}, {paid_minor}, not part of this show</translation></message>
    <message id="review.after.near"><translation>after air: orders {orders}, {paid_minor}, not part of this show (in the first five minutes: orders {near}, {near_minor}; a platform may count those)</translation></message>
</context>
</TS>
