<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
<name>os</name>
<message id="os.gone"><translation>找不到这个文件或文件夹</translation></message>
<message id="os.denied"><translation>没有权限</translation></message>
<message id="os.folder"><translation>这是文件夹，不是文件</translation></message>
<message id="os.not_folder"><translation>路径中有一段是文件，不是文件夹</translation></message>
<message id="os.exists"><translation>已有同名的文件或文件夹</translation></message>
<message id="os.full"><translation>磁盘空间已满</translation></message>
<message id="os.read_only"><translation>所在的磁盘是只读的</translation></message>
<message id="os.busy"><translation>正被其他程序占用</translation></message>
<message id="os.bad_name"><translation>名称过长或含有不能用的字符</translation></message>
<message id="os.too_large"><translation>文件太大，这里存不下</translation></message>
<message id="os.too_many"><translation>同时打开的文件太多</translation></message>
<message id="os.loop"><translation>链接绕成了圈</translation></message>
<message id="os.fault"><translation>磁盘或设备读写出错</translation></message>
<message id="os.unreachable"><translation>网络位置连不上</translation></message>
<message id="os.other"><translation>系统错误 {n}</translation></message>
</context>
</TS>
