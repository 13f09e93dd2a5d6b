<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
<name>ui_import</name>
<message id="ui.import.title"><translation>导入 {file}</translation></message>
<message id="ui.import.sheets"><translation>工作表</translation></message>
<message id="ui.import.preview"><translation>文件里的行</translation></message>
<message id="ui.import.plate"><translation>读作</translation></message>
<message id="ui.import.header"><translation>表头在第几行</translation></message>
<message id="ui.import.field"><translation>这一列是</translation></message>
<message id="ui.import.mixed"><translation>每行一列写明是哪个盘</translation></message>
<message id="ui.import.not_read"><translation>不读</translation></message>
<message id="ui.import.column.tip"><translation>点一下，选这一列的含义</translation></message>
<message id="ui.import.about"><translation>{sheet} · 场次信息</translation></message>
<message id="ui.import.sheet"><translation>{sheet} · {rows} 行</translation></message>
<message id="ui.import.hidden_sheet"><translation>{sheet}（隐藏）</translation></message>
<message id="ui.import.merge"><translation>并入「{title}」（按编号和标题对照）</translation></message>
<message id="ui.import.new"><translation>另建一场</translation></message>
<message id="ui.import.hidden"><translation>连隐藏的行一起读</translation></message>
<message id="ui.import.drop"><translation>文件里没有的行也删掉</translation></message>
<message id="ui.import.drop.tip"><translation>只删文件里有的盘；撤销一次即可全部恢复</translation></message>
<message id="ui.import.stop"><translation>停止</translation></message>
<message id="ui.import.ok"><translation>导入</translation></message>
<message id="ui.import.reading"><translation>正在读取…</translation></message>
<message id="ui.import.remembered"><translation>列的含义沿用了上次导入这种表格时的选择。</translation></message>
<message id="ui.import.no_sheet"><translation>还没有可读的工作表：请勾选一张，并选好「读作」和表头所在的行。</translation></message>
<message id="ui.import.diff"><translation>改动</translation></message>
<message id="ui.import.problems"><translation>问题</translation></message>
<message id="ui.import.notes"><translation>说明</translation></message>
<message id="ui.import.diff.what"><translation>改动</translation></message>
<message id="ui.import.diff.row"><translation>行 / 字段</translation></message>
<message id="ui.import.diff.old"><translation>现在</translation></message>
<message id="ui.import.diff.new"><translation>导入后</translation></message>
<message id="ui.import.diff.added"><translation>新增</translation></message>
<message id="ui.import.diff.changed"><translation>修改</translation></message>
<message id="ui.import.diff.moved"><translation>换位置</translation></message>
<message id="ui.import.diff.removed"><translation>删除</translation></message>
<message id="ui.import.session"><translation>场次</translation></message>
<message id="ui.import.untitled"><translation>（未命名）</translation></message>
<message id="ui.import.problem.where"><translation>位置</translation></message>
<message id="ui.import.problem.value"><translation>内容</translation></message>
<message id="ui.import.problem.why"><translation>怎么了，怎么办</translation></message>
<message id="ui.import.result"><translation>读到 {rows} 行：新增 {added}，修改 {changed}，换位置 {moved}，删除 {removed}。</translation></message>
<message id="ui.import.result.none"><translation>读到 {rows} 行，和现在的计划完全一样，没有可导入的。</translation></message>
<message id="ui.import.result.problems"><translation>{count} 处有问题，已在表里标红。</translation></message>
<message id="ui.import.move"><translation>开播改为文件里的 {begins}</translation></message>
<message id="ui.import.move.tip"><translation>不勾选：开播仍是 {now}，只更新行。勾选：开播改为 {begins}</translation></message>
<message id="ui.import.sheets_left"><translation>这些工作表没有读：{sheets}。要读就在左边勾选</translation></message>
</context>
</TS>
