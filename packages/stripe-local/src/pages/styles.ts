/** One sheet for every page: system type, one accent, light and dark by the reader's own setting. */
export const styles = `
:root { --ground:#f6f8fa; --surface:#fff; --ink:#1a1f36; --soft:#4f566b; --line:#dfe3eb; --accent:#4f46e5; --accent-ink:#fff;
  --bad:#b3261e; --bad-ground:#fdeceb; --good:#0b6b3a; --good-ground:#e4f6ec; --note:#7a4d00; --note-ground:#fff4d9;
  --shadow:0 1px 2px rgb(26 31 54 / .06), 0 8px 24px rgb(26 31 54 / .06); }
@media (prefers-color-scheme: dark) { :root { --ground:#0e1116; --surface:#171b22; --ink:#e9ecf2; --soft:#a3abba; --line:#2b323d;
  --accent:#8b87ff; --accent-ink:#0e1116; --bad:#ffb4ab; --bad-ground:#3b1a18; --good:#7ddba3; --good-ground:#12301f;
  --note:#f5cd79; --note-ground:#33270b; --shadow:none; } }
* { box-sizing:border-box; margin:0 }
body { background:var(--ground); color:var(--ink); font:15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif;
  font-variant-numeric:tabular-nums; min-height:100vh }
a { color:var(--accent); text-underline-offset:2px }
h1 { font-size:22px; line-height:1.25; font-weight:650; letter-spacing:-.01em }
h2 { font-size:16px; font-weight:650; letter-spacing:-.005em }
.bar { background:var(--note-ground); color:var(--note); text-align:center; padding:8px 20px; font-size:13px; font-weight:500 }
.columns { display:grid; grid-template-columns:minmax(0,1fr) minmax(0,1fr); gap:64px; max-width:1000px; margin:0 auto; padding:56px 24px }
.stack { display:grid; gap:20px; align-content:start } .tight { gap:12px } main, .stack { grid-template-columns:minmax(0,1fr) }
main { max-width:760px; margin:0 auto; padding:40px 24px; display:grid; gap:24px } .wide main { max-width:1160px }
.card { background:var(--surface); border:1px solid var(--line); border-radius:12px; padding:24px; box-shadow:var(--shadow) }
.price { font-size:38px; font-weight:680; letter-spacing:-.03em; line-height:1.1 }
.soft { color:var(--soft) } .small { font-size:13px } .mono { font-family:ui-monospace, SFMono-Regular, Menlo, monospace; font-size:12.5px }
.row { display:flex; gap:12px; align-items:center; flex-wrap:wrap } .between { justify-content:space-between }
.totals { width:100%; border-collapse:collapse } .totals td { padding:9px 0; vertical-align:top } .totals td:last-child { text-align:right; padding-left:16px; white-space:nowrap }
.totals .sum td { border-top:1px solid var(--line); font-weight:650; padding-top:14px } .totals .rule td { border-top:1px solid var(--line) }
.field { display:grid; gap:6px } label, legend { font-size:13px; font-weight:550; color:var(--soft) }
input, select { font:inherit; color:inherit; background:var(--surface); border:1px solid var(--line); border-radius:8px; padding:10px 12px; width:100%; min-height:44px }
input:focus-visible, select:focus-visible, button:focus-visible, a:focus-visible, summary:focus-visible { outline:2px solid var(--accent); outline-offset:2px }
.invalid input { border-color:var(--bad) } .error { color:var(--bad); font-size:13px; font-weight:500 } .hint { color:var(--soft); font-size:13px }
.pair { display:grid; grid-template-columns:1fr 1fr; gap:12px; align-items:start } fieldset { border:0; padding:0; display:grid; gap:12px }
button { font:inherit; font-weight:600; border:1px solid var(--line); background:var(--surface); color:inherit; border-radius:8px; padding:10px 16px; min-height:44px; cursor:pointer }
button:hover { border-color:var(--soft) } button.primary { background:var(--accent); border-color:var(--accent); color:var(--accent-ink); width:100% }
button.primary:hover { filter:brightness(1.06) } button.small { min-height:32px; padding:4px 10px; font-size:13px }
button.link { border:0; background:none; color:var(--accent); padding:0; min-height:24px; font-weight:550 }
.inline { display:grid; grid-template-columns:1fr auto; gap:8px; align-items:end }
.alert { background:var(--bad-ground); color:var(--bad); border-radius:8px; padding:12px 14px; font-weight:500 }
.done { background:var(--good-ground); color:var(--good); border-radius:8px; padding:12px 14px; font-weight:500 }
.badge { display:inline-block; border-radius:999px; padding:2px 9px; font-size:12px; font-weight:600; background:var(--line); color:var(--ink) }
.badge.good { background:var(--good-ground); color:var(--good) } .badge.bad { background:var(--bad-ground); color:var(--bad) } .badge.note { background:var(--note-ground); color:var(--note) }
details { border-top:1px solid var(--line); padding-top:14px } summary { cursor:pointer; font-size:13px; font-weight:550; color:var(--soft) }
.scroll { overflow-x:auto; position:relative } table.list { width:100%; border-collapse:collapse; font-size:14px }
table.list th { text-align:left; font-size:12px; font-weight:600; color:var(--soft); padding:8px 12px 8px 0; border-bottom:1px solid var(--line); white-space:nowrap }
table.list td { padding:10px 12px 10px 0; border-bottom:1px solid var(--line); vertical-align:middle } table.list tr:last-child td { border-bottom:0 }
pre { overflow:auto; background:var(--ground); border:1px solid var(--line); border-radius:8px; padding:16px; font:12.5px/1.55 ui-monospace, SFMono-Regular, Menlo, monospace }
nav.chips { display:flex; gap:8px; flex-wrap:wrap } nav.chips a { border:1px solid var(--line); border-radius:999px; padding:5px 12px; font-size:13px; text-decoration:none; color:var(--ink); background:var(--surface) }
nav.chips a[aria-current] { background:var(--accent); color:var(--accent-ink); border-color:var(--accent) }
.visually-hidden { position:absolute; width:1px; height:1px; overflow:hidden; clip-path:inset(50%) }
@media (max-width: 760px) { .columns { grid-template-columns:minmax(0,1fr); gap:28px; padding:28px 20px } main { padding:24px 20px } .price { font-size:32px } .card { padding:18px }
  table.stacked thead { position:absolute; clip-path:inset(50%) } table.stacked tr { display:grid; grid-template-columns:minmax(0,1fr) auto; gap:4px 12px; padding:12px 0; border-bottom:1px solid var(--line) }
  table.stacked td { border:0; padding:0; overflow:hidden; text-overflow:ellipsis } table.stacked td:nth-child(even) { grid-column:1 } table.stacked td:nth-child(3) { grid-column:2; grid-row:1 } table.stacked td:nth-child(5) { grid-column:2; grid-row:2 / span 2 } }
`;
