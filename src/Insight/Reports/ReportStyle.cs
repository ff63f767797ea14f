namespace Insight.Reports;

/// <summary>The report's style sheet. Colours are named once, for light, dark and print.</summary>
internal static class ReportStyle
{
    public static readonly Markup Css = Markup.Of($$$"""
        :root{color-scheme:light dark;--paper:#f6f5f1;--card:#fff;--ink:#1b2330;--soft:#5d6878;--line:#e5e2da;--a:#0f766e;--b:#d08a1d;--c:#5b6ee1;--loss:#c64756;--heat:15 118 110;--on-deep:#fff;--tint:#e9f4f2}
        @media(prefers-color-scheme:dark){:root{--paper:#10151c;--card:#181f29;--ink:#e8ecf1;--soft:#97a3b3;--line:#2a3441;--a:#2fbfae;--b:#e7ae4c;--c:#8b9bff;--loss:#f07a86;--heat:47 191 174;--on-deep:#06231f;--tint:#16302f}}
        *{box-sizing:border-box}
        html{scroll-behavior:smooth}
        body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif;-webkit-text-size-adjust:100%}
        header,main,footer{max-width:1160px;margin:0 auto;padding:0 24px}
        header{padding-top:48px}
        .kicker{margin:0;color:var(--a);font-weight:650;font-size:.8rem;letter-spacing:.12em;text-transform:uppercase}
        h1{margin:.1em 0 0;font:600 clamp(2rem,6vw,3.1rem)/1.1 "Iowan Old Style","Palatino Linotype",Palatino,Georgia,serif;letter-spacing:-.01em;overflow-wrap:anywhere}
        .period{margin:.4em 0 0;color:var(--soft)}
        .chips{display:flex;flex-wrap:wrap;gap:6px;list-style:none;padding:0;margin:16px 0 0}
        .chips li{border:1px solid var(--line);border-radius:99px;padding:2px 11px;font-size:.78rem;color:var(--soft)}
        nav{display:flex;flex-wrap:wrap;gap:4px 20px;margin-top:22px;padding-bottom:12px;border-bottom:1px solid var(--line);font-size:.9rem}
        a{color:var(--a);text-decoration:none}a:hover,a:focus-visible{text-decoration:underline}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(210px,1fr));gap:16px;margin:24px 0 0}
        .tile,.card{background:var(--card);border:1px solid var(--line);border-radius:14px}
        .tile{padding:16px 20px;border-top:3px solid var(--a)}.tile.risk{border-top-color:var(--loss)}
        .tile dt{color:var(--soft);font-size:.86rem}.tile dd{margin:0;display:flex;flex-direction:column}
        .big{font:600 2rem/1.2 "Iowan Old Style","Palatino Linotype",Palatino,Georgia,serif;font-variant-numeric:lining-nums tabular-nums}
        p.big{margin:0;font-size:2.5rem}.risk .big,.big.risk{color:var(--loss)}
        .note{font-size:.84rem;color:var(--soft)}
        section{margin-top:52px;scroll-margin-top:16px}
        h2{margin:0;font:600 1.65rem/1.2 "Iowan Old Style","Palatino Linotype",Palatino,Georgia,serif}
        .lead{margin:.35em 0 1.1em;color:var(--soft);max-width:76ch;font-size:1.05rem}
        .cards{display:grid;grid-template-columns:repeat(2,minmax(0,1fr));gap:16px;align-items:start}
        .card{padding:20px 22px;min-width:0}.wide{grid-column:1/-1}
        h3{margin:0 0 12px;font-size:1.02rem;font-weight:650;line-height:1.35}
        .basis{margin:14px 0 0;padding-top:10px;border-top:1px solid var(--line);font-size:.76rem;line-height:1.45;color:var(--soft);overflow-wrap:anywhere}
        .nothing{margin:0;padding:22px;border:1px dashed var(--line);border-radius:14px;color:var(--soft)}
        .split{display:flex;flex-wrap:wrap;gap:4px 28px;align-items:center;margin-bottom:12px}.split p:last-child{flex:1 1 320px;margin:0}
        .chart{display:block;width:100%;height:auto;overflow:visible}
        .on-narrow{display:none}
        .chart text{font-family:inherit;fill:var(--soft);font-size:12px;font-variant-numeric:tabular-nums}
        .chart .name{fill:var(--ink);font-size:13px}.chart .axis{font-size:12.5px}.chart .strong{fill:var(--ink);font-weight:600}
        .grid{stroke:var(--line)}.zero{stroke:var(--soft);stroke-opacity:.55}
        .a{fill:var(--a);background:var(--a)}.b{fill:var(--b);background:var(--b)}.c{fill:var(--c);background:var(--c)}.loss{fill:var(--loss);background:var(--loss)}
        .partial{opacity:.45}
        .diagonal{stroke:var(--soft);stroke-dasharray:5 5}.trace{fill:none;stroke:var(--a);stroke-width:2;stroke-opacity:.4}
        .dot{fill:var(--a);stroke:var(--card);stroke-width:1.5}.dot.base{fill:var(--soft)}.dot.champion{fill:var(--b)}
        .whisker{stroke:var(--a);stroke-width:3;stroke-linecap:round;stroke-opacity:.45}.whisker.base{stroke:var(--soft)}.whisker.champion{stroke:var(--b)}
        .legend{display:flex;flex-wrap:wrap;gap:2px 18px;list-style:none;margin:0 0 10px;padding:0;font-size:.82rem;color:var(--soft)}
        .swatch{display:inline-block;width:11px;height:11px;border-radius:3px;margin-right:7px}
        .scroll{overflow-x:auto;-webkit-overflow-scrolling:touch}
        table{border-collapse:collapse;width:100%;font-size:.84rem;font-variant-numeric:tabular-nums}
        caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
        th,td{padding:7px 10px;border-bottom:1px solid var(--line);text-align:left;white-space:nowrap;vertical-align:top}
        tbody tr:last-child>*{border-bottom:0}
        thead th{color:var(--soft);font-weight:500;font-size:.78rem;vertical-align:bottom}
        tbody th{font-weight:550;max-width:21ch;overflow:hidden;text-overflow:ellipsis}
        .number{text-align:right}.best{font-weight:700}.interval{display:block;font-size:.74rem;font-weight:400;color:var(--soft)}
        .models tbody th{max-width:none}.models thead th{white-space:normal}.models td,.models th{padding-left:7px;padding-right:7px}.serves>*{background:var(--tint)}
        .tag{display:inline-block;margin-left:4px;padding:0 7px;border:1px solid var(--line);border-radius:99px;font-size:.7rem;font-weight:500;color:var(--soft)}
        .tag.champion{border-color:transparent;background:var(--a);color:var(--on-deep)}
        .decision{margin:12px 0 0;font-size:.88rem}
        .heat th,.heat td{padding:6px 5px;border:0;text-align:center;min-width:42px}.heat tr>:first-child{text-align:left;padding-right:10px}.heat .number{color:var(--soft);padding-right:12px}
        .cell{background:rgb(var(--heat)/calc(.06 + var(--v)*.88));border:2px solid var(--card)!important;border-radius:7px}.cell.deep{color:var(--on-deep)}.unit{font-size:.72em;opacity:.75}
        details{margin-top:12px}summary{cursor:pointer;font-size:.82rem;color:var(--a)}details[open] summary{margin-bottom:6px}
        .segments{list-style:none;margin:0;padding:0}.segments li{padding:10px 0;border-bottom:1px solid var(--line)}.segments li:last-child{border:0;padding-bottom:0}.segments li:first-child{padding-top:0}
        .segments div{display:flex;justify-content:space-between;gap:12px}.segments p{margin:2px 0 0;font-size:.86rem}.segments .facts,.share{color:var(--soft);font-size:.82rem}.share{white-space:nowrap}
        footer{margin-top:56px;padding-bottom:44px;color:var(--soft);font-size:.82rem}
        @media(max-width:760px){header,main,footer{padding-left:14px;padding-right:14px}header{padding-top:28px}.cards{grid-template-columns:minmax(0,1fr)}.card{padding:16px 14px}.tiles{grid-template-columns:repeat(2,minmax(0,1fr));gap:10px}.tile{padding:12px 14px}.tile .big{font-size:1.55rem}.on-wide{display:none}.on-narrow{display:block}.chart text{font-size:14px}.chart .name{font-size:14.5px}section{margin-top:40px}}
        @media print{:root{--paper:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#ccc;--a:#0f766e;--b:#d08a1d;--c:#5b6ee1;--loss:#c64756;--heat:15 118 110;--on-deep:#fff;--tint:#eef6f5}body{font-size:11pt}nav,details{display:none}.card,.tile{break-inside:avoid;-webkit-print-color-adjust:exact;print-color-adjust:exact}section{margin-top:24px}header{padding-top:0}table{font-size:8.5pt}th,td{padding:4px 6px}}
        """);
}
