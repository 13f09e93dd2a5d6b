<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US">
<context>
<name>os</name>
<message id="os.gone"><translation>no such file or folder</translation></message>
<message id="os.denied"><translation>permission denied</translation></message>
<message id="os.folder"><translation>it is a folder, not a file</translation></message>
<message id="os.not_folder"><translation>a part of the path is a file, not a folder</translation></message>
<message id="os.exists"><translation>a file or folder of that name is there already</translation></message>
<message id="os.full"><translation>the disk is full</translation></message>
<message id="os.read_only"><translation>the disk is read-only</translation></message>
<message id="os.busy"><translation>another program is using it</translation></message>
<message id="os.bad_name"><translation>the name is too long or has characters that can not be used</translation></message>
<message id="os.too_large"><translation>the file is too large for this disk</translation></message>
<message id="os.too_many"><translation>too many files are open</translation></message>
<message id="os.loop"><translation>its links lead in a circle</translation></message>
<message id="os.fault"><translation>the disk or device failed</translation></message>
<message id="os.unreachable"><translation>the network place can not be reached</translation></message>
<message id="os.other"><translation>system error {n}</translation></message>
</context>
</TS>
