<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
    <name>ui_settings</name>
    <message id="wording.empty"><translation>文字不能为空</translation></message>
    <message id="wording.too_long"><translation>文字太长，最多 {most} 个字</translation></message>
    <message id="wording.unknown_slot"><translation>这条提示没有 {names}，可用的是：{known}</translation></message>
    <message id="wording.brace"><translation>花括号只能用来写占位，如果要用请成对写全</translation></message>
    <message id="ui.action.settings"><translation>设置：按键、提醒、提示文字</translation></message>
    <message id="ui.settings.open"><translation>设置…</translation></message>
    <message id="ui.settings.title"><translation>直播设置</translation></message>
    <message id="ui.settings.keys"><translation>按键</translation></message>
    <message id="ui.settings.alarm"><translation>提醒方式</translation></message>
    <message id="ui.settings.words"><translation>提示文字</translation></message>
    <message id="ui.settings.keys.about"><translation>点到一格，直接按新的键。改完马上生效，按键表也会跟着变。</translation></message>
    <message id="ui.settings.keys.reset"><translation>恢复默认按键</translation></message>
    <message id="ui.settings.keys.taken"><translation>「{press}」已经是「{name}」，没有改</translation></message>
    <message id="ui.settings.keys.reserved"><translation>「{press}」是窗口自己要用的键，没有改</translation></message>
    <message id="ui.settings.sound"><translation>提示到点和超时响铃</translation></message>
    <message id="ui.settings.notify"><translation>窗口不在前面时弹系统通知</translation></message>
    <message id="ui.settings.flash"><translation>窗口不在前面时任务栏闪动</translation></message>
    <message id="ui.settings.volume"><translation>音量</translation></message>
    <message id="ui.settings.test"><translation>试听</translation></message>
    <message id="ui.settings.alarm.about"><translation>提示到点响一次；超时没处理每分钟再响，最多 3 次。不会抢走别的程序的焦点。</translation></message>
    <message id="ui.settings.words.about"><translation>双击改文字，花括号里的是系统填的数字和名称，可以不用，不能新造。清空就恢复原文。</translation></message>
    <message id="ui.settings.words.search"><translation>查找提示文字</translation></message>
    <message id="ui.settings.words.reset"><translation>全部恢复原文</translation></message>
    <message id="ui.settings.words.zh"><translation>中文</translation></message>
    <message id="ui.settings.words.en"><translation>英文（English）</translation></message>
    <message id="ui.herald.due"><translation>提示到点</translation></message>
    <message id="ui.herald.late"><translation>提示超时未处理</translation></message>
    <message id="ui.action.entry"><translation>手工录入大屏数字</translation></message>
    <message id="ui.entry.before"><translation>开播后才能录入大屏数据</translation></message>
<message id="ui.entry.title"><translation>快速录入</translation></message>
    <message id="ui.entry.about"><translation>照平台大屏抄一行：Tab 下一格，Enter 保存。也可以整行粘贴。空格子表示没抄。</translation></message>
    <message id="ui.entry.correct"><translation>更正 {clock} 那一行</translation></message>
    <message id="ui.entry.new"><translation>录新的一行（↑ 更正之前的行）</translation></message>
    <message id="ui.entry.first"><translation>录第一行</translation></message>
    <message id="ui.entry.row"><translation>录哪一行</translation></message>
    <message id="ui.entry.above"><translation>{name} {now} 比后面一行的 {was} 还多。</translation></message>
    <message id="ui.entry.ok"><translation>保存</translation></message>
    <message id="ui.entry.gmv"><translation>累计 GMV</translation></message>
    <message id="ui.entry.orders"><translation>累计订单</translation></message>
    <message id="ui.entry.online"><translation>在线人数</translation></message>
    <message id="ui.entry.views"><translation>累计观看</translation></message>
    <message id="ui.entry.exposures"><translation>直播间曝光</translation></message>
    <message id="ui.entry.product_exposures"><translation>商品曝光</translation></message>
    <message id="ui.entry.product_clicks"><translation>商品点击</translation></message>
    <message id="ui.entry.comments"><translation>评论</translation></message>
    <message id="ui.entry.new_fans"><translation>新增粉丝</translation></message>
    <message id="ui.entry.spend"><translation>累计投放消耗</translation></message>
    <message id="ui.entry.below"><translation>{name} {now} 比上次的 {was} 还少。上次抄错了就按 ↑ 改那一行：累计数变少不会算进去，要等超过 {was}。</translation></message>
    <message id="ui.entry.jump"><translation>{name} 从 {was} 一下到 {now}，超过 5 倍。</translation></message>
    <message id="ui.entry.sure"><translation>没抄错就再按一次 Enter。</translation></message>
    <message id="ui.entry.unclear"><translation>{name}「{text}」看不懂，请写数字，比如 12,300 或 1.23万</translation></message>
</context>
</TS>
