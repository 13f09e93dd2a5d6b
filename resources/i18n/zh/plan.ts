<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
<name>plan</name>
<message id="plan.codec_newer"><translation>排期由更新版本的程序写入（格式 {found}，本程序认识到 {known}）。数据未动，请升级程序后再打开。</translation></message>
<message id="plan.codec_missing"><translation>排期数据缺少 {where}，未读入。请从备份恢复或重新导入。</translation></message>
<message id="plan.codec_wrong"><translation>排期数据 {where} 应为 {expected}，实际为 {found}，未读入。请从备份恢复或重新导入。</translation></message>
<message id="plan.end_before_start"><translation>「{title}」{start_at} 才开始，结束时间不能是 {end_at}。未改动，请填更晚的时间。</translation></message>
</context>
</TS>
