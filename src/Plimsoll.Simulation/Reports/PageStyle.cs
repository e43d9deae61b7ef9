namespace Plimsoll.Simulation.Reports;

/// <summary>How the page looks: one column, quiet colours, figures of equal width; light and dark.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root {
          --bg: #f6f7f9; --card: #ffffff; --ink: #161a20; --soft: #5c6572; --faint: #8b94a1; --line: #e3e7ec; --grid: #edf0f3;
          --s1: #e07b28; --s2: #2b6cd4; --s3: #1f9d84; --s4: #9257c9; --s5: #c4407f; --s6: #7f8a1f; --s7: #2a9cc0; --s8: #a9553b; --s9: #b99a1a; --s10: #3d4fb5;
          --book: #3f7fdc; --fund: #e3a32e; --adl: #d2453b; --social: #7b46b8;
          --frozen: #35a7dd; --deviating: #d2453b; --stale: #a6aeb9; --returning: #e8c25a; --broken: #7b46b8; --window: #f2b63c;
          --good: #15803d; --bad: #c3372c;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --bg: #0d1014; --card: #14181e; --ink: #e7eaef; --soft: #9aa4b1; --faint: #6f7a88; --line: #252c35; --grid: #1e242c;
            --s1: #f0924a; --s2: #6ba1f5; --s3: #41c3a8; --s4: #b98be6; --s5: #e873a8; --s6: #b3bf4e; --s7: #5fc4e4; --s8: #d18a70; --s9: #e0c860; --s10: #8f9df0;
            --book: #5b97ee; --fund: #e9b24a; --adl: #ec675c; --social: #a77be0;
            --frozen: #4fbdf0; --deviating: #ec675c; --stale: #5d6875; --returning: #d5ac46; --broken: #a77be0; --window: #c98f22;
            --good: #4ac27a; --bad: #f0736a;
          }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--bg); color: var(--ink); font: 15px/1.5 Inter, "Segoe UI", system-ui, -apple-system, "Helvetica Neue", Arial, sans-serif; font-variant-numeric: tabular-nums; }
        main { max-width: 1200px; margin: 0 auto; padding: 40px 24px 80px; }
        header { display: flex; gap: 20px; align-items: center; margin-bottom: 20px; }
        .mark svg { width: 56px; height: 56px; display: block; }
        .mark circle { fill: none; stroke: var(--ink); stroke-width: 3; }
        .mark line { stroke: var(--ink); stroke-width: 3; }
        .over { margin: 0; color: var(--soft); font-size: 13px; letter-spacing: 0.02em; }
        h1 { margin: 0; font-size: 30px; line-height: 1.2; letter-spacing: -0.02em; font-weight: 650; }
        .sub { margin: 4px 0 0; color: var(--soft); }
        h2 { margin: 0 0 4px; font-size: 20px; letter-spacing: -0.01em; font-weight: 650; }
        h3 { margin: 24px 0 8px; font-size: 14px; font-weight: 600; }
        .lead { margin: 0 0 14px; color: var(--soft); max-width: 78ch; }
        .more, small { color: var(--faint); font-size: 12.5px; }
        .warn { border-left: 3px solid var(--fund); padding: 6px 12px; background: var(--card); }
        section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 22px 24px; margin-top: 20px; }
        .verdict { list-style: none; display: flex; flex-wrap: wrap; gap: 6px 28px; margin: 0 0 18px; padding: 0; font-size: 13.5px; color: var(--soft); }
        .verdict b { margin-right: 7px; } .verdict .good b { color: var(--good); } .verdict .bad b, .verdict .bad { color: var(--bad); }
        .tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(178px, 1fr)); gap: 1px; background: var(--line); border: 1px solid var(--line); border-radius: 12px; overflow: hidden; }
        .tile { background: var(--card); padding: 16px 18px 14px; }
        .tile h3 { margin: 0; color: var(--soft); font-weight: 500; font-size: 13px; }
        .figure { margin: 4px 0 2px; font-size: 27px; font-weight: 620; letter-spacing: -0.02em; line-height: 1.15; }
        .tile .unit { margin: 0 0 8px; font-size: 13px; color: var(--soft); }
        .tile .more { margin: 0; line-height: 1.4; }
        table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
        th { text-align: left; font-weight: 550; color: var(--soft); }
        th, td { padding: 5px 10px 5px 0; border-bottom: 1px solid var(--grid); vertical-align: top; }
        .num { text-align: right; white-space: nowrap; }
        th.num:last-child, td.num:last-child { padding-right: 0; }
        .note { margin: 12px 0 0; color: var(--soft); max-width: 78ch; } .profit td:nth-child(n+2), .profit th { white-space: nowrap; }
        .profit .sum td { font-weight: 620; border-bottom: 0; } td.more { padding-left: 12px; }
        .scroll { overflow-x: auto; background: linear-gradient(to right, var(--card) 40%, transparent) left / 36px 100%, linear-gradient(to left, var(--card) 40%, transparent) right / 36px 100%,
          linear-gradient(to right, var(--faint), transparent) left / 10px 100%, linear-gradient(to left, var(--faint), transparent) right / 10px 100%; background-repeat: no-repeat; background-attachment: local, local, scroll, scroll; }
        .compare { font-size: 14px; } .compare td.num, .compare th.num { width: 17%; padding-left: 18px; position: relative; }
        .compare td.num:nth-child(2), .compare th.num:nth-child(2) { font-weight: 620; color: var(--ink); }
        .compare .group th { padding-top: 14px; color: var(--ink); font-size: 12.5px; letter-spacing: 0.01em; border-bottom-color: var(--line); }
        .bar { position: absolute; right: 10px; bottom: 0; height: 2px; background: var(--book); opacity: 0.55; max-width: calc(100% - 28px); }
        td.num:last-child .bar { right: 0; }
        .words { margin: 16px 0 0; padding-left: 18px; color: var(--soft); } .words b { color: var(--ink); font-weight: 600; } .words li { margin: 4px 0; }
        figure.chart { margin: 0; } figcaption { font-size: 13px; color: var(--soft); margin: 10px 0 2px; }
        svg.plot { width: 100%; height: auto; display: block; overflow: visible; }
        .grid { stroke: var(--grid); } .tick { stroke: var(--line); }
        .axis { fill: var(--faint); font-size: 11px; } .axis.name { font-size: 10px; } .axis.day { fill: var(--soft); font-weight: 600; }
        .line { fill: none; stroke-width: 1.3; stroke-linejoin: round; } .line.index { stroke: var(--ink); stroke-width: 1.9; } 
        .s1 { stroke: var(--s1); } .s2 { stroke: var(--s2); } .s3 { stroke: var(--s3); } .s4 { stroke: var(--s4); } .s5 { stroke: var(--s5); } .s6 { stroke: var(--s6); } .s7 { stroke: var(--s7); } .s8 { stroke: var(--s8); } .s9 { stroke: var(--s9); } .s10 { stroke: var(--s10); }
        .line.dash { stroke-dasharray: 7 4; } .line.dots { stroke-dasharray: 2 3; } .line.beyond { opacity: 0.28; }
        .key.dash { mask: repeating-linear-gradient(90deg, #000 0 5px, transparent 5px 8px); } .key.dots { mask: repeating-linear-gradient(90deg, #000 0 2px, transparent 2px 4px); }
        .cursor { stroke: var(--faint); stroke-dasharray: 2 3; opacity: 0; }
        rect.window { fill: var(--window); opacity: 0.22; } rect.live { fill: var(--line); } path.area { fill: var(--faint); opacity: 0.45; }
        rect.book { fill: var(--book); } rect.fund { fill: var(--fund); } rect.adl { fill: var(--adl); }
        rect.frozen { fill: var(--frozen); } rect.deviating { fill: var(--deviating); } rect.stale { fill: var(--stale); } rect.returning { fill: var(--returning); } rect.broken { fill: var(--broken); }
        rect.hot { fill: var(--adl); } rect.warm { fill: var(--fund); } rect.cool { fill: var(--book); }
        .legend { display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 12.5px; color: var(--soft); margin: 8px 0 4px; }
        .key { display: inline-block; width: 14px; height: 3px; border-radius: 2px; margin-right: 6px; vertical-align: middle; background: var(--faint); }
        .key.index { background: var(--ink); } 
        .key.s1 { background: var(--s1); } .key.s2 { background: var(--s2); } .key.s3 { background: var(--s3); } .key.s4 { background: var(--s4); } .key.s5 { background: var(--s5); } .key.s6 { background: var(--s6); } .key.s7 { background: var(--s7); } .key.s8 { background: var(--s8); } .key.s9 { background: var(--s9); } .key.s10 { background: var(--s10); }
        .key.book, .key.fund, .key.adl, .key.frozen, .key.deviating, .key.stale, .key.returning, .key.broken, .key.window { height: 10px; width: 10px; border-radius: 2px; }
        .key.book { background: var(--book); } .key.fund { background: var(--fund); } .key.adl { background: var(--adl); }
        .key.frozen { background: var(--frozen); } .key.deviating { background: var(--deviating); } .key.stale { background: var(--stale); } .key.returning { background: var(--returning); } .key.broken { background: var(--broken); } .key.window { background: var(--window); opacity: 0.5; }
        details { border-bottom: 1px solid var(--grid); } details > :not(summary) { margin-left: 18px; width: calc(100% - 18px); } details > p { color: var(--soft); max-width: 84ch; }
        details table { margin: 4px 0 14px; }
        summary { cursor: pointer; padding: 8px 0; } .episode summary { display: grid; grid-template-columns: 140px 1fr 110px 110px 92px; gap: 12px; align-items: baseline; }
        .episode summary::before { content: none; } .when { color: var(--soft); }
        .outcome { text-align: center; border-radius: 20px; font-size: 12px; padding: 1px 0; border: 1px solid var(--line); color: var(--soft); }
        h4 { margin: 14px 0 4px; font-size: 13px; font-weight: 600; }
        .trees { display: grid; grid-template-columns: repeat(auto-fit, minmax(300px, 1fr)); gap: 0 36px; align-items: start; }
        .tree td { padding: 2px 10px 2px 0; } .tree td.unit { color: var(--soft); width: 1%; white-space: nowrap; }
        .tree .d0 td { font-weight: 620; } .tree .d1 td:first-child { padding-left: 16px; font-weight: 550; } .tree .d2 td:first-child { padding-left: 32px; }
        .tree .d2 td { color: var(--soft); } .tree .d1 td, .tree .d2 td { border-bottom-color: transparent; } .tree .d1 td { padding-top: 6px; }
        .cells { display: inline-flex; gap: 1px; margin-right: 6px; vertical-align: -1px; } .cells i { width: 9px; height: 12px; }
        .cells .hot { background: var(--adl); } .cells .warm { background: var(--fund); } .cells .cool { background: var(--book); }
        .none { color: var(--faint); }
        .outcome.full { color: var(--adl); border-color: var(--adl); } .outcome.partial { color: var(--book); border-color: var(--book); } .outcome.cured { color: var(--good); border-color: var(--good); }
        pre { background: var(--bg); border: 1px solid var(--line); border-radius: 8px; padding: 12px 14px; overflow-x: auto; font: 12.5px/1.5 ui-monospace, "Cascadia Mono", Menlo, monospace; }
        .facts th { width: 210px; } .facts td { overflow-wrap: anywhere; }
        .tip { position: fixed; top: 0; left: 0; pointer-events: none; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: 8px 12px; font-size: 12.5px; opacity: 0; box-shadow: 0 6px 24px rgb(0 0 0 / 0.14); }
        .tip p { margin: 0 0 4px; color: var(--soft); } .tip div { display: flex; align-items: center; } .tip b { margin-left: auto; padding-left: 18px; font-weight: 600; }
        @media (max-width: 720px) { figure.chart { overflow-x: auto; } svg.plot { min-width: 680px; } .scroll table { min-width: 600px; } h1 { font-size: 24px; } main { padding: 20px 12px 60px; } section { padding: 16px 14px; } .episode summary { grid-template-columns: 1fr 1fr; gap: 2px 12px; } .episode summary .num { text-align: left; } .outcome { justify-self: start; padding: 1px 14px; } }
        @media print { body { background: #fff; } section { break-inside: avoid; } }
        """;
}
