<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN">
<context>
<name>store</name>
<message id="session.unknown"><translation>没有编号为 {session} 的场次。请用 sessions list 查看现有场次。</translation></message>
<message id="store.bad_url"><translation>“{place}” 不是可用的数据库位置。请给出文件路径，或 postgresql:// 开头的地址。</translation></message>
<message id="store.cannot_open"><translation>打不开数据库 {place}（{detail}）。什么都没有改动。请检查路径和权限，或换一个位置。</translation></message>
<message id="store.cannot_write"><translation>写不进 {place}（{detail}）。数据库没有改动。请检查磁盘空间和权限，或换一个位置。</translation></message>
<message id="store.not_database"><translation>{place} 不是数据库文件。文件没有改动。请检查路径，或换一个文件名。</translation></message>
<message id="store.foreign"><translation>{place} 是其他程序的数据库。没有改动。请换一个文件名。</translation></message>
<message id="store.newer"><translation>{place} 由更新版本的操盘台写成（结构 {found}，本程序最多认识 {ours}）。没有改动。请升级本程序，或打开升级前的备份。</translation></message>
<message id="store.locked"><translation>{place} 正被另一个程序写入，等待超时。这次改动没有保存。请关闭另一个操盘台或命令行任务后重试。</translation></message>
<message id="store.disk_full"><translation>磁盘已满，{place} 写不进去。此前的内容都已保存，这次改动没有。请腾出空间后重试。</translation></message>
<message id="store.read_only"><translation>{place} 是只读的，不能保存。请检查文件和文件夹的权限。</translation></message>
<message id="store.disk_fault"><translation>读写 {place} 时磁盘出错（{detail}）。这次改动没有保存。请检查磁盘，并先复制一份备份。</translation></message>
<message id="store.damaged"><translation>{place} 已损坏（{detail}）。请停止写入，用最近的备份恢复。</translation></message>
<message id="store.unreachable"><translation>连不上数据库服务器 {place}（{detail}）。这次改动没有保存。请检查网络和服务器。</translation></message>
<message id="store.refused_us"><translation>数据库服务器 {place} 拒绝了登录。请检查用户名和密码。</translation></message>
<message id="store.backup_by_server"><translation>{place} 在服务器上，请用服务器的备份工具（pg_dump）备份。</translation></message>
<message id="store.same_file"><translation>备份不能写到数据库自己上：{place}。请换一个文件名。</translation></message>
<message id="store.no_revision"><translation>场次 {session} 没有第 {number} 个版本（太旧的版本不再保留）。</translation></message>
<message id="store.no_import"><translation>没有编号为 {import_id} 的导入。用 controlroom sessions show 场次编号 可列出该场次的导入。</translation></message>
<message id="store.undone_already"><translation>导入 “{source}” 已经撤销过了。</translation></message>
<message id="store.sheet_edited"><translation>导入 “{source}” 之后流程表又改过，不能直接撤销。请在流程表里用撤销回到之前的版本。</translation></message>
<message id="store.orphan"><translation>表 {table} 里有找不到 {parent} 的行。请用最近的备份恢复。</translation></message>
<message id="store.journal_gap"><translation>场次记录 {run} 缺了条目（有 {count} 条，最大编号 {newest}）。请用最近的备份恢复。</translation></message>
<message id="store.little_space"><translation>{place} 只剩 {left_mb} MB。开播前请腾出空间。</translation></message>
<message id="store.edit.import_undone"><translation>撤回导入 “{source}”</translation></message>
<message id="store.sheet_changed"><translation>流程表已被别处修改，本次改动将整份重新保存。</translation></message>
<message id="store.run_taken"><translation>另一个窗口正在记录这场直播，这里没有写入，先存在内存里；请关掉其中一个窗口</translation></message>
</context>
</TS>
