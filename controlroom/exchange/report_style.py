"""The report's style sheet: light on paper, light or dark on a screen."""

CSS = """
:root{--bg:#f6f7f9;--panel:#fff;--line:#dfe3e8;--text:#17202b;--muted:#5c6775;--faint:#8a94a1;
--band:#eef1f5;--S:#0d9488;--T:#2563eb;--A:#c77700;--G:#db2777;--E:#7c3aed;--bad:#d92d20;
--good:#15803d;--money:#b7791f;--bar:#8fb8f6}
@media (prefers-color-scheme:dark){:root{--bg:#0d1117;--panel:#151b23;--line:#2a323d;
--text:#e6edf3;--muted:#8b96a5;--faint:#5b6675;--band:#1b222c;--S:#2dd4bf;--T:#60a5fa;
--A:#f5a524;--G:#f472b6;--E:#a78bfa;--bad:#f97066;--good:#22c55e;--money:#ffd166;--bar:#3d6db3}}
@media print{:root{--bg:#fff;--panel:#fff;--line:#cfd5dc;--text:#111;--muted:#444;--faint:#777;
--band:#f0f2f5;--S:#0d9488;--T:#2563eb;--A:#b45309;--G:#be185d;--E:#6d28d9;--bad:#b42318;
--good:#15803d;--money:#92600a;--bar:#9dbff2}section,.card{break-inside:avoid}
body{font-size:11px}main{padding:0}section.long{break-inside:auto}tr{break-inside:avoid}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--text);font:13px/1.5 "Microsoft YaHei UI",
"PingFang SC","Noto Sans CJK SC","Noto Sans SC","Segoe UI",system-ui,sans-serif;
font-variant-numeric:tabular-nums;-webkit-print-color-adjust:exact;print-color-adjust:exact}
main{max-width:1120px;margin:0 auto;padding:28px 24px 48px}
header{display:flex;flex-wrap:wrap;align-items:baseline;gap:4px 16px;margin-bottom:16px}
h1{font-size:24px;margin:0}h2{font-size:15px;margin:0 0 10px}
.sub{color:var(--muted);flex-basis:100%}
.badge{border:1px solid var(--A);color:var(--A);border-radius:999px;padding:1px 10px;font-size:12px}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(160px,1fr));gap:8px;margin:0 0 8px}
.card,section{background:var(--panel);border:1px solid var(--line);border-radius:8px}
.card{padding:10px 14px}.card b{display:block;font-size:22px;line-height:1.3;font-weight:650}
.card span{color:var(--muted);font-size:12px}.card small{display:block;color:var(--faint)}
.card.lead b{color:var(--money)}
section{padding:14px 16px;margin:8px 0}
.two{display:grid;grid-template-columns:1fr 1fr;gap:8px}.two section{margin:0}
@media (max-width:800px){.two{grid-template-columns:1fr}}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-size:12.5px}
th{color:var(--muted);font-weight:500;text-align:left;white-space:nowrap}
td,th{padding:5px 8px;border-bottom:1px solid var(--line);vertical-align:top}
tr:last-child td{border-bottom:0}
.n{text-align:right;white-space:nowrap}.good{color:var(--good)}.bad{color:var(--bad)}
.muted{color:var(--muted)}.rest{width:66%}.tight{white-space:nowrap}
svg{display:block;width:100%;height:auto}
.grid{stroke:var(--line);stroke-width:1}.tick{fill:var(--muted);font-size:11px}
.mark{fill:var(--faint);font-size:10px}.end{text-anchor:end}.middle{text-anchor:middle}
.band0{fill:var(--band)}.band1{fill:none;pointer-events:all}
.line{fill:none;stroke-width:2;stroke-linejoin:round}.bar{fill:var(--bar)}
.gmv{stroke:var(--money)}.target{stroke:var(--muted);stroke-dasharray:5 4;stroke-width:1.4}
.roi{stroke:var(--A)}.total{stroke:var(--good);stroke-width:1.6}
.even{stroke:var(--bad);stroke-dasharray:6 4;stroke-width:1.5}text.even{fill:var(--bad);stroke:none}
text.target{fill:var(--muted);stroke:none}.online{stroke:var(--E)}.spend{fill:var(--A);opacity:.55}
.flag circle{stroke:var(--panel);stroke-width:1}
.plateS circle{fill:var(--S)}.plateT circle{fill:var(--T)}.plateA circle{fill:var(--A)}
.plateG circle{fill:var(--G)}.plateE circle{fill:var(--E)}
.legend{float:right;color:var(--muted);font-size:12px;font-weight:400}
.legend i{display:inline-block;width:14px;height:3px;margin:0 5px 3px 12px;vertical-align:middle}
.plate{display:inline-block;width:20px;text-align:center;border-radius:5px;color:#fff;font-weight:600}
.meter{background:var(--band);border-radius:4px;height:7px;min-width:90px;margin-top:7px}
.meter div{height:7px;border-radius:4px}
footer{color:var(--faint);font-size:12px;margin-top:18px}footer p{margin:2px 0}
"""
