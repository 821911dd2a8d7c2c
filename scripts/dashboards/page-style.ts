/** Follows the system's choice of light or dark. */
export const PAGE_STYLE = `
:root { color-scheme: light dark; --page: #f6f7f9; --card: #fff; --edge: #dfe3e8; --text: #1b2430; --dim: #667085; --grid: #e8ebef; --chosen: #2563eb; }
@media (prefers-color-scheme: dark) { :root { --page: #0d1117; --card: #161b22; --edge: #2b323b; --text: #e6edf3; --dim: #9aa4b2; --grid: #262c35; --chosen: #6ea8fe; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 14px/1.45 system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; }
header { position: sticky; top: 0; z-index: 1; background: var(--card); border-bottom: 1px solid var(--edge); padding: 10px 24px 0; }
header p { margin: 0 0 8px; color: var(--dim); }
header strong { color: var(--text); font-size: 16px; margin-right: 12px; }
nav { display: flex; flex-wrap: wrap; gap: 4px 18px; }
nav a { color: var(--dim); text-decoration: none; padding: 4px 0 8px; border-bottom: 2px solid transparent; }
nav a:hover { color: var(--text); }
nav a[aria-current] { color: var(--text); border-color: var(--chosen); font-weight: 600; }
main { max-width: 1500px; margin: 0 auto; padding: 8px 24px 48px; }
section { display: grid; grid-template-columns: repeat(24, minmax(0, 1fr)); gap: 12px; scroll-margin-top: 90px; }
.js section:not(.shown) { display: none; }
.text h2 { margin: 16px 0 0; font-size: 20px; text-transform: none; }
.text p { margin: 0; color: var(--dim); }
.widget { background: var(--card); border: 1px solid var(--edge); border-radius: 8px; padding: 12px 14px; min-width: 0; }
h3 { margin: 0 0 8px; font-size: 13px; font-weight: 600; }
.chart { display: block; width: 100%; height: auto; }
.chart text { fill: var(--dim); font-size: 11px; }
.grid { stroke: var(--grid); }
.line { fill: none; stroke-width: 1.8; stroke-linejoin: round; }
.area { opacity: .12; }
.tip { fill: transparent; }
.tip:hover { fill: var(--dim); opacity: .15; }
.legend { display: flex; flex-wrap: wrap; gap: 2px 16px; margin: 8px 0 0; padding: 0; list-style: none; font-size: 12px; }
.legend i { display: inline-block; width: 10px; height: 10px; border-radius: 2px; margin-right: 6px; }
.legend b { font-variant-numeric: tabular-nums; }
.unknown { color: var(--dim); }
.absent { margin: 4px 0; color: var(--dim); }
.bars { width: 100%; border-collapse: collapse; }
.bars th { text-align: left; font-weight: 400; white-space: nowrap; width: 1%; padding: 6px 12px 6px 0; }
.bars td { padding: 6px 0; }
.bar { display: block; height: 16px; border-radius: 3px; }
.number { width: 1%; text-align: right; padding-left: 12px !important; font-variant-numeric: tabular-nums; font-weight: 600; white-space: nowrap; }
.values { display: flex; flex-wrap: wrap; gap: 8px 48px; }
.value { display: flex; flex-direction: column; color: var(--dim); }
.big { font-size: 30px; line-height: 1.15; font-weight: 650; font-variant-numeric: tabular-nums; }
details summary { cursor: pointer; color: var(--dim); }
.names { columns: 3; font-size: 12px; padding-left: 18px; overflow-wrap: anywhere; }
@media (max-width: 900px) { section { display: flex; flex-direction: column; } .names { columns: 1; } main, header { padding-left: 12px; padding-right: 12px; } }
`;

/** One dashboard at a time; without scripts they stand one below the other. */
export const PAGE_SCRIPT = `
const show = () => {
  const chosen = document.getElementById(location.hash.slice(1)) ?? document.querySelector('section');
  for (const section of document.querySelectorAll('section')) section.classList.toggle('shown', section === chosen);
  for (const link of document.querySelectorAll('nav a'))
    link.hash === '#' + chosen.id ? link.setAttribute('aria-current', 'page') : link.removeAttribute('aria-current');
  scrollTo(0, 0);
};
document.documentElement.classList.add('js');
addEventListener('hashchange', show);
show();
`;
