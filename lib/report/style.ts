/** The report's style sheet, scoped to `.sg`, in light and dark, for paper too. */
export const STYLE = `
.sg{--fg:#1b1f24;--mut:#57606a;--bg:#fff;--card:#f6f8fa;--line:#d0d7de;--ref:#b6bec8;--cur:#0b5cad;--bad:#b42318;--warn:#8a5200;--ok:#1a6b3c;color:var(--fg);background:var(--bg);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif;max-width:70rem;margin:0 auto;padding:1.5rem 1.25rem 3rem}
@media screen and (prefers-color-scheme:dark){html:has(.sg){background:#12161b}.sg{--fg:#e6eaef;--mut:#9aa5b1;--bg:#12161b;--card:#1b2128;--line:#333c47;--ref:#5a6673;--cur:#6cb3ff;--bad:#ff8f85;--warn:#f0b45c;--ok:#6fd39b}}
.sg h1{font-size:1.5rem;line-height:1.25;margin:.4rem 0 1rem;max-width:46rem;overflow-wrap:anywhere}.sg h2{font-size:1.15rem;margin:2rem 0 .75rem}.sg h3{font-size:1rem;margin:0 0 .25rem;overflow-wrap:anywhere}.sg p{margin:.35rem 0;overflow-wrap:anywhere}
.sg small,.sg .figures,.sg .honest,.sg figcaption{color:var(--mut);font-size:.85rem;font-weight:400}.sg .advice{font-style:italic}.sg .figures b{color:var(--fg);font-weight:600}
.sg dl{display:flex;flex-wrap:wrap;gap:.75rem;margin:0 0 .75rem}.sg dl div{background:var(--card);border-radius:8px;padding:.5rem .9rem;min-width:8rem;flex:1}.sg dt{color:var(--mut);font-size:.8rem}.sg dd{margin:0;font-weight:600;overflow-wrap:anywhere}.sg dd small{display:block}
.sg .counts span{margin-right:.9rem;font-weight:600}.sg .verdict{margin:0}
.sg .verdict b,.sg .badge{border:1.5px solid currentColor;border-radius:99px;padding:.05rem .6rem;font-size:.8rem;font-weight:600}.sg .verdict b{font-size:1rem}
.sg .fail{color:var(--bad)}.sg .warn{color:var(--warn)}.sg .pass{color:var(--ok)}.sg .unknown{color:var(--mut)}
.sg .cards{display:grid;gap:1rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,22rem),1fr))}.sg .card{border:1px solid var(--line);border-radius:8px;padding:.8rem 1rem}
.sg figure{margin:.5rem 0}.sg figure.small{max-width:36rem}.sg svg{width:100%;height:auto;display:block}.sg svg text{fill:var(--mut);font-size:12px}.sg svg .ref{fill:var(--ref)}.sg svg .cur{fill:none;stroke:var(--cur);stroke-width:2}.sg svg .curbar{fill:var(--cur)}.sg svg .curband{fill:var(--cur);opacity:.2}.sg svg .axis{stroke:var(--line)}
.sg figcaption i{display:inline-block;width:.8rem;height:.6rem;margin:0 .2rem 0 .6rem}.sg i.ref{background:var(--ref)}.sg i.cur{background:var(--cur);height:.15rem;vertical-align:middle}
.sg .list{list-style:none;padding:0;margin:0}.sg .list>li{display:flex;gap:.8rem;border-top:1px solid var(--line);padding:.6rem 0;align-items:baseline}.sg .list li>div{min-width:0;overflow-wrap:anywhere}.sg .list .badge{flex:none}
.sg .scroll{overflow-x:auto}.sg table{border-collapse:collapse;width:100%;font-size:.9rem}.sg th,.sg td{text-align:left;padding:.3rem .8rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}.sg td:first-child{overflow-wrap:anywhere;min-width:10rem}.sg th{color:var(--mut);font-weight:500}.sg td{font-variant-numeric:tabular-nums}
.sg .quiet{margin-top:2rem}.sg summary{cursor:pointer}.sg summary h2{display:inline;margin:0}.sg .rows summary{color:var(--mut);font-size:.85rem}.sg h3.more{margin:1.5rem 0 .5rem}
.sg .cause{margin:0 0 1rem}.sg .said{font-size:1.05rem}.sg .two{display:grid;gap:0 1.5rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));align-items:start}.sg .card ul{margin:.4rem 0;padding-left:1.1rem}.sg .card li{margin:.2rem 0;overflow-wrap:anywhere}
.sg .moved{font-size:.85rem;margin:.5rem 0}.sg .moved td:first-child{min-width:0}.sg .moved td:nth-child(n+2){white-space:nowrap}.sg .moved i{display:inline-block;height:.55rem;background:var(--cur);border-radius:2px}
.sg svg.sp{width:80px;height:14px}.sg .sp path{fill:var(--cur);opacity:.7}.sg .cols td{padding-top:.2rem;padding-bottom:.2rem}.sg svg .was{stroke:var(--mut);stroke-dasharray:4 4;fill:none}.sg svg .mark{stroke:var(--bad);stroke-width:2}
@media (max-width:30rem){.sg svg text{font-size:14px}}
@media print{.sg{--bg:#fff}.sg details::details-content{content-visibility:visible;display:block}.sg .card,.sg tr{break-inside:avoid}.sg .scroll{overflow:visible}}
`.trim();
