/// The report page's look: light and dark, for a desk, a phone and a printer.
enum HTMLStyle {
  static let sheet: Markup = """
    :root{color-scheme:light dark;--ink:#16202a;--faint:#5b6875;--line:#d5dbe1;--ground:#fff;\
    --card:#f5f7f9;\
    --accent:#0b5c8a;--critical:#a3123a;--high:#b8390e;--medium:#8a6100;--low:#3d5a73;--info:#5b6875}
    @media(prefers-color-scheme:dark){:root{--ink:#e6ebf0;--faint:#9aa7b4;--line:#34404c;--ground:#12181f;\
    --card:#1b232c;--accent:#6db8e8;--critical:#ff7d9c;--high:#ff9a6b;--medium:#e9bd55;\
    --low:#9dbcd6;--info:#9aa7b4}}
    body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
    main{max-width:75rem;margin:0 auto;padding:1rem}
    h1{font-size:1.6rem;margin:.5rem 0}h2{font-size:1.25rem;margin:2rem 0 .5rem;\
    border-bottom:1px solid var(--line)}
    h3{font-size:1.05rem;margin:0 0 .3rem}p{margin:.2rem 0;overflow-wrap:anywhere}
    .faint,summary,.time{color:var(--faint)}nav a{color:var(--accent);margin-right:.8rem}
    .counts{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.5rem}
    .counts li{border:1px solid var(--line);border-radius:.4rem;padding:.15rem .6rem;background:var(--card)}
    article{background:var(--card);border-left:.35rem solid var(--info);border-radius:.3rem;\
    padding:.7rem .9rem;\
    margin:.7rem 0;overflow-wrap:anywhere}
    article.critical{border-color:var(--critical)}article.high{border-color:var(--high)}
    article.medium{border-color:var(--medium)}article.low{border-color:var(--low)}
    .severity{font-size:.75rem;text-transform:uppercase;letter-spacing:.06em;border:1px solid currentColor;\
    border-radius:.3rem;padding:0 .35rem;margin-right:.3rem}
    .critical .severity,li.critical{color:var(--critical)}.high .severity,li.high{color:var(--high)}
    .medium .severity,li.medium{color:var(--medium)}.low .severity,li.low{color:var(--low)}
    .remedy{margin-top:.4rem}details{margin-top:.4rem}details ul{margin:.3rem 0;padding-left:1.2rem}
    .wide{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.875rem}
    th{text-align:left;white-space:nowrap}th,td{padding:.25rem .6rem .25rem 0;\
    border-bottom:1px solid var(--line);\
    vertical-align:top}
    td.code{font-family:ui-monospace,monospace;font-size:.8rem}td.number,td.time{white-space:nowrap}
    tr.changes td:nth-child(2){color:var(--high);font-weight:600}
    svg{min-width:46rem;width:100%;height:auto;display:block}svg text{fill:var(--ink);font-size:11px}
    svg .level{fill:var(--faint);font-size:12px}svg .row{fill:var(--card)}
    svg rect.node{fill:var(--ground);stroke:var(--accent)}svg path{fill:none;stroke:var(--faint);\
    opacity:.45}
    svg path.critical,svg path.high{stroke:var(--critical);\
    opacity:1}svg path.medium{stroke:var(--medium);opacity:1}
    svg rect.critical,svg rect.high{stroke:var(--critical);\
    stroke-width:2}svg rect.medium{stroke:var(--medium);\
    stroke-width:2}
    @media print{nav{display:none}article{break-inside:avoid}}
    """
}
