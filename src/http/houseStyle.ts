/**
 * How pages look that the server writes itself: the same room as the page's own (`web/src/styles/tokens.css`), in one
 * sheet, as such a page is there without the page's files and without scripts.
 */
export const HOUSE_STYLE = `
  :root { color-scheme: light dark;
    --paper: light-dark(#f4ead7, #1b120f); --paper-high: light-dark(#fcf6e9, #251914);
    --surface: light-dark(#fffaf0, #2c1f19); --ink: light-dark(#2a1c11, #f8ecd9); --muted: light-dark(#675340, #c6b09a);
    --line: light-dark(#e2d3b8, #453229); --line-strong: light-dark(#957c60, #8f7562);
    --stripe: light-dark(rgb(160 110 40 / 4%), rgb(255 214 150 / 1.8%)); --felt: light-dark(#17664a, #72d3a3);
    --felt-soft: light-dark(#d8e8d6, #1f3b2d); --brass-fill: light-dark(#d8992a, #dfa83e);
    --lamp: #ffbf4d; --lamp-low: #ee9f2a; --lamp-edge: light-dark(#a9670f, #b5741c); --on-lamp: #221503;
    --glow: light-dark(rgb(255 189 74 / 35%), rgb(255 177 66 / 22%)); --danger: light-dark(#a62a1b, #ff917f);
    --danger-soft: light-dark(#f9ddd3, #4c1f17); --focus: light-dark(#1d5fd0, #8ab4ff);
    --shadow: light-dark(rgb(110 72 24 / 13%), rgb(0 0 0 / 40%)); }
  * { box-sizing: border-box; }
  body { margin: 0; min-height: 100vh; color: var(--ink); font: 1rem/1.5 system-ui, sans-serif;
    background: radial-gradient(60rem 20rem at 50% 0, var(--glow), transparent),
      repeating-linear-gradient(90deg, var(--stripe) 0 1.5rem, transparent 1.5rem 3rem), var(--paper); }
  main { max-width: 36rem; margin: 0 auto; padding: 1rem; }
  h1, .mark { font-family: Literata, Charter, Georgia, "Noto Serif", serif; font-weight: 800; letter-spacing: -.02em; }
  .mark { margin: 0 0 1rem; padding-bottom: .5rem; border-bottom: 2px solid var(--brass-fill); font-size: 1.375rem; }
  .card { padding: clamp(1rem, 4vw, 2rem); border: 1px solid var(--line); border-radius: 1.25rem; background: var(--surface);
    box-shadow: .125rem .1875rem 0 var(--shadow), .625rem .875rem 1.75rem var(--shadow); }
  main:has(.card + .card) { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem;
    align-items: start; max-width: 68rem; }
  main:has(.card + .card) :is(.mark, .mark + .card, .card:nth-last-child(-n + 2)) { grid-column: 1 / -1; }
  main:has(.card + .card) .mark { margin: 0; }
  h1 { margin: 0 0 .5rem; font-size: 1.75rem; line-height: 1.2; }
  h2 { margin: 0 0 .75rem; font: 700 1.1875rem/1.3 Literata, Charter, Georgia, "Noto Serif", serif; }
  p { margin: 0 0 1rem; }
  a { color: var(--felt); text-underline-offset: .2em; }
  a.button { color: var(--on-lamp); }
  .links { display: flex; flex-wrap: wrap; gap: .5rem; }
  .links a { display: inline-flex; align-items: center; min-height: 2.75rem; padding: 0 1rem;
    border: 1px solid var(--line-strong); border-radius: .75rem; background: var(--paper-high); color: var(--ink);
    font-weight: 600; text-decoration: none; box-shadow: 0 .125rem 0 var(--line-strong); }
  .links a:active { box-shadow: none; transform: translateY(.125rem); }
  table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
  th, td { padding: .5rem .25rem; border-bottom: 1px solid var(--line); text-align: end; }
  th { text-align: start; }
  thead th { color: var(--muted); font-size: .875rem; font-weight: 600; }
  thead th + th { text-align: end; }
  tr:last-child :is(th, td) { border-bottom: 0; }
  ul { margin: 0; padding: 0; list-style: none; }
  li { padding: .625rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
  li:last-child { border-bottom: 0; }
  li .hint { margin: 0; font-size: .875rem; }
  .well::before, .ill::before { content: "●"; margin-right: .5rem; color: var(--felt); }
  .ill::before { content: "▲"; color: var(--danger); }
  .said { margin: 0 0 .25rem; white-space: pre-line; }
  .hint { color: var(--muted); font-weight: 400; }
  .problem { padding: .75rem 1rem; border: 1px solid var(--danger); border-radius: .75rem; background: var(--danger-soft);
    font-weight: 600; }
  label, legend { padding: 0; font-weight: 600; }
  fieldset { border: 0; margin: 0 0 1.25rem; padding: 0; }
  .stars { display: grid; grid-template-columns: repeat(auto-fit, minmax(6.25rem, 1fr)); gap: .5rem; margin-top: .4rem; }
  .stars label { display: flex; gap: .5rem; align-items: center; min-height: 2.75rem; padding: 0 .75rem;
    border: 1px solid var(--line-strong); border-radius: .75rem; background: var(--paper-high); font-weight: 400;
    cursor: pointer; }
  .stars label:has(:checked) { border-color: var(--felt); background: var(--felt-soft);
    box-shadow: inset 0 0 0 1px var(--felt); font-weight: 600; }
  .stars label:has(:focus-visible) { outline: 3px solid var(--focus); outline-offset: 2px; }
  input[type=radio] { width: 1.125rem; height: 1.125rem; margin: 0; accent-color: var(--felt); }
  textarea, input[type=text] { display: block; width: 100%; margin: .4rem 0 1.25rem; padding: .6rem .75rem;
    font: inherit; color: inherit; background: var(--paper-high); border: 1.5px solid var(--line-strong); border-radius: .75rem;
    box-shadow: inset 0 .125rem .25rem var(--shadow); }
  textarea { min-height: 9rem; resize: vertical; }
  [aria-invalid=true] { border-color: var(--danger); }
  :focus-visible { outline: 3px solid var(--focus); outline-offset: 2px; }
  button, .button { display: inline-block; min-height: 3rem; padding: .6rem 1.6rem; border: 1px solid var(--lamp-edge);
    border-radius: .75rem; background: linear-gradient(var(--lamp), var(--lamp-low));
    box-shadow: 0 .1875rem 0 var(--lamp-edge); color: var(--on-lamp); font: inherit; font-weight: 700;
    text-decoration: none; cursor: pointer; }
  button:active, .button:active { box-shadow: none; transform: translateY(.1875rem); }
  .trap { position: absolute; left: -999rem; }
`;
