export const STYLE = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #59636e; --line: #d5dae0; --paper: #fff; --panel: #f5f7f9; --bad: #b42318; --good: #1a7f37; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ed; --soft: #9aa4af; --line: #363d46; --paper: #14171b; --panel: #1d2127; --bad: #ff8a80; --good: #57c878; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 90rem; padding: 1.5rem; font: 15px/1.45 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.5rem; margin: 0; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
p, .soft { color: var(--soft); }
dl { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.25rem 0; }
dl div { background: var(--panel); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem .9rem; min-width: 7rem; }
dt { color: var(--soft); font-size: .85rem; }
dd { margin: 0; font-size: 1.4rem; font-variant-numeric: tabular-nums; }
table { border-collapse: collapse; width: 100%; table-layout: fixed; }
th, td { text-align: left; vertical-align: top; padding: .45rem .6rem; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { position: sticky; top: 0; background: var(--panel); font-size: .85rem; color: var(--soft); }
.file { width: 26%; } .image { width: 180px; } .status { width: 7rem; } .number { width: 7rem; text-align: right; font-variant-numeric: tabular-nums; }
.text { max-height: 12rem; overflow: auto; white-space: pre-wrap; unicode-bidi: plaintext; }
.bad { color: var(--bad); } .good { color: var(--good); }
img { max-width: 160px; max-height: 120px; border-radius: .25rem; display: block; }
details { border: 1px solid var(--line); border-radius: .5rem; padding: .6rem .9rem; margin: 1rem 0; }
summary { cursor: pointer; font-weight: 600; }
`;
