<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
    <name>cue</name>
    <message id="cue.goods.standby"><translation>Stand by goods: {title}</translation></message>
    <message id="cue.goods.standby.link"><translation>Stand by link {link} · {title}</translation></message>
    <message id="cue.goods.detail.price_minor"><translation>Live price {price_minor}</translation></message>
    <message id="cue.goods.detail.stock"><translation>Planned stock {stock}</translation></message>
    <message id="cue.goods.detail.price_minor.stock"><translation>Live price {price_minor} · planned stock {stock}</translation></message>
    <message id="cue.script.on_air"><translation>Time to go on air: first segment "{title}"</translation></message>
    <message id="cue.script.start"><translation>Time for the next segment: "{title}"</translation></message>
    <message id="cue.script.milestone"><translation>Milestone: {title}</translation></message>
    <message id="cue.script.overrun"><translation>"{title}" is over its time: go on or add minutes</translation></message>
    <message id="cue.script.finish"><translation>"{title}" is over: end of the script, ready to go off air</translation></message>
    <message id="cue.script.hard"><translation>Hard start "{title}" at {start_at}, {lead} min to go</translation></message>
    <message id="cue.script.detail.owner"><translation>Owner: {owner}</translation></message>
    <message id="cue.traffic.switch"><translation>Switch the ad slot</translation></message>
    <message id="cue.traffic.switch.channel"><translation>Switch the ad slot: {channel}</translation></message>
    <message id="cue.traffic.switch.budget_minor"><translation>Switch the ad slot, budget {budget_minor}</translation></message>
    <message id="cue.traffic.switch.channel.budget_minor"><translation>Switch the ad slot: {channel}, budget {budget_minor}</translation></message>
    <message id="cue.traffic.stop"><translation>Ad slot over: {channel}</translation></message>
    <message id="cue.traffic.detail.bid_minor"><translation>Bid {bid_minor}</translation></message>
    <message id="cue.traffic.detail.target_x"><translation>Target ROI {target_x}</translation></message>
    <message id="cue.traffic.detail.bid_minor.target_x"><translation>Bid {bid_minor} · target ROI {target_x}</translation></message>
    <message id="cue.traffic.detail.target_x.basis"><translation>Target ROI ({basis}) {target_x}</translation></message>
    <message id="cue.traffic.detail.bid_minor.target_x.basis"><translation>Bid {bid_minor} · target ROI ({basis}) {target_x}</translation></message>
    <message id="cue.giveaway.announce"><translation>Announce the giveaway: {title}, starts in {lead} min</translation></message>
    <message id="cue.giveaway.start"><translation>Start the giveaway: {title}</translation></message>
    <message id="cue.giveaway.end"><translation>End the giveaway: {title}</translation></message>
    <message id="cue.giveaway.detail.quantity"><translation>{quantity} in all</translation></message>
    <message id="cue.giveaway.detail.condition"><translation>Condition: {condition}</translation></message>
    <message id="cue.giveaway.detail.quantity.condition"><translation>{quantity} in all · condition: {condition}</translation></message>
    <message id="cue.warmup.task"><translation>Warm-up task: {title}</translation></message>
    <message id="cue.warmup.detail.target"><translation>Target {target}</translation></message>
    <message id="cue.warmup.detail.actual"><translation>Done so far {actual}</translation></message>
    <message id="cue.warmup.detail.target.actual"><translation>Target {target} · done so far {actual}</translation></message>
    <message id="cue.goods.link"><translation>Check that link {link} is ready: {title} (price, stock, can be ordered)</translation></message>
    <message id="cue.goods.pin"><translation>Pin the card again: {title}</translation></message>
    <message id="cue.goods.pin.link"><translation>Pin the card again: link {link} · {title}</translation></message>
    <message id="cue.script.overrun.again"><translation>"{title}" is {late} min over its time: go on or add minutes</translation></message>
    <message id="cue.traffic.pace"><translation>Slot half over, check the spend: {channel} is planned at {budget_minor} by now</translation></message>
    <message id="cue.giveaway.result"><translation>Note what the giveaway brought: {title} (given out, viewers before and after)</translation></message>
    <message id="cue.warmup.align"><translation>{lead} min before air, agree on: rhythm, links and giveaways, main product and ad slots</translation></message>
    <message id="cue.warmup.reserve"><translation>About {lead} min to the end: ask viewers to reserve the next show</translation></message>
    <message id="cue.warmup.reserve.detail.target"><translation>Reservations wanted: {target}</translation></message>
    <message id="cue.goal.target"><translation>Target reached: GMV {value_minor}</translation></message>
    <message id="cue.goal.share"><translation>GMV at {share} of the target: {value_minor}</translation></message>
    <message id="cue.goal.gmv"><translation>GMV past {value_minor}</translation></message>
    <message id="cue.goal.orders"><translation>Past {value} orders</translation></message>
    <message id="cue.goal.views"><translation>Past {value} views</translation></message>
    <message id="cue.goal.online"><translation>Past {value} people online</translation></message>
    <message id="cue.goal.new_fans"><translation>Past {value} new fans</translation></message>
    <message id="cue.goal.say.target"><translation>We've reached today's goal. Thank you all!</translation></message>
    <message id="cue.goal.say.share"><translation>We're at {share} of today's goal. Let's keep going!</translation></message>
    <message id="cue.goal.say.gmv"><translation>We just passed {value_minor} in sales. Thank you all!</translation></message>
    <message id="cue.goal.say.orders"><translation>Past {value} orders. Thank you!</translation></message>
    <message id="cue.goal.say.views"><translation>Past {value} views. Welcome, and hit follow!</translation></message>
    <message id="cue.goal.say.online"><translation>{value} of you are here right now. Time for a giveaway!</translation></message>
    <message id="cue.goal.say.new_fans"><translation>{value} new fans. Welcome, everyone!</translation></message>
</context>
</TS>
