/** Colours that can be told apart, also by who sees few of them, on white and on black. */
const LIGHT = [
  '#0b57d0',
  '#c2410c',
  '#15803d',
  '#9333ea',
  '#b91c1c',
  '#0e7490',
  '#7c5e10',
  '#475569',
  '#be185d',
  '#4d7c0f',
];
const DARK = [
  '#8ab4ff',
  '#fdba74',
  '#86efac',
  '#d8b4fe',
  '#fca5a5',
  '#67e8f9',
  '#fde047',
  '#cbd5e1',
  '#f9a8d4',
  '#bef264',
];

const colours = (of: readonly string[]) => of.map((colour, i) => `--c${i}:${colour};`).join('');
const classes = LIGHT.map((_, i) => `.c${i}{--own:var(--c${i})}`).join('');

/** How the report looks. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1f2328;--quiet:#57606a;--line:#d0d7de;--back:#fff;${colours(LIGHT)}}
@media(prefers-color-scheme:dark){:root{--ink:#e6edf3;--quiet:#9da7b3;--line:#30363d;--back:#0d1117;${colours(DARK)}}}
${classes}
body{margin:0;background:var(--back);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:75rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1rem;list-style:none;padding:0}
.legend li::before{content:'';display:inline-block;width:.8em;height:.8em;margin-right:.4em;border-radius:2px;background:var(--own)}
.plots{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,20rem),1fr))}
figure{margin:0}figcaption{font-weight:600}
svg{width:100%;height:auto;display:block}
svg text{fill:var(--quiet);font-size:11px}
svg polyline{fill:none;stroke:var(--own);stroke-width:2;stroke-linejoin:round}
svg circle,svg rect{fill:var(--own)}
.grid{stroke:var(--line)}.even{stroke:var(--quiet);stroke-dasharray:4 4}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-variant-numeric:tabular-nums;font-size:.875rem}
th,td{padding:.3rem .7rem;text-align:left;white-space:nowrap;border-bottom:1px solid var(--line)}
`;
