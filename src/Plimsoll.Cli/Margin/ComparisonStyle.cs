namespace Plimsoll.Cli.Margin;

/// <summary>How the page of a comparison looks: light and dark, wide and narrow.</summary>
internal static class ComparisonStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --bg: #f6f7f9; --card: #fff; --ink: #161a20; --soft: #5c6572; --line: #e3e7ec; --im: #b9d0f5; --mm: #2b6cd4; --bad: #b3261e; --bad-bg: #fde8e6; --mark: #161a20; --p0: #2b6cd4; --p1: #c2701c; --p2: #7a4fc4; --p3: #0f8b8d; }
        @media (prefers-color-scheme: dark) {
          :root { --bg: #0d1014; --card: #14181e; --ink: #e7eaef; --soft: #9aa4b1; --line: #2a323c; --im: #2c4468; --mm: #6ba1f5; --bad: #ff9a90; --bad-bg: #45191a; --mark: #e7eaef; --p0: #6ba1f5; --p1: #e59a4c; --p2: #ae8bf0; --p3: #4cc0c2; }
        }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--bg); color: var(--ink); font: 15px/1.5 Inter, "Segoe UI", system-ui, -apple-system, Arial, sans-serif; font-variant-numeric: tabular-nums; }
        main { max-width: 1200px; margin: 0 auto; padding: 40px 24px 80px; }
        h1 { margin: 0; font-size: 28px; letter-spacing: -0.02em; } .sub { margin: 4px 0 20px; color: var(--soft); }
        h2 { margin: 0 0 4px; font-size: 19px; } h3 { margin: 16px 0 4px; font-size: 13.5px; font-weight: 600; color: var(--soft); } .lead { margin: 0 0 14px; color: var(--soft); max-width: 78ch; }
        section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 22px 24px; margin-top: 20px; }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
        th { text-align: left; font-weight: 550; color: var(--soft); vertical-align: bottom; } th, td { padding: 6px 16px 6px 0; border-bottom: 1px solid var(--line); } td { vertical-align: top; } tr:last-child td { border-bottom: 0; } th:last-child, td:last-child { padding-right: 0; }
        td.num, th.num { text-align: right; } td.num { white-space: nowrap; } tr.home td:first-child, .home .venue { font-weight: 620; } td small { color: var(--soft); font-weight: 400; }
        .figures th:first-child, .figures td:first-child { position: sticky; left: 0; background: var(--card); min-width: 150px; }
        .badge { display: inline-block; padding: 0 7px; border-radius: 9px; font-size: 11.5px; line-height: 18px; font-weight: 620; color: var(--bad); background: var(--bad-bg); white-space: nowrap; } .bad { color: var(--bad); }
        .chart { font-size: 13.5px; } .row { display: grid; grid-template-columns: 210px minmax(0, 1fr) 150px; gap: 0 18px; align-items: center; padding: 4px 0; } .wide .row { grid-template-columns: 210px minmax(0, 1fr) 290px; }
        .wide .row + .row { border-top: 1px solid var(--line); } .wide .row.axis { padding: 0; border: 0; }
        .track { position: relative; height: 18px; } .track i { position: absolute; left: 0; top: 0; bottom: 0; border-radius: 3px; min-width: 2px; }
        .im { background: var(--im); } .mm { background: var(--mm); } .key { display: inline-block; width: 11px; height: 11px; border-radius: 2px; margin: 0 6px 0 14px; } .key:first-child { margin-left: 0; }
        .values { text-align: right; white-space: nowrap; } .values > span { display: block; line-height: 22px; } .values b { font-weight: 400; color: var(--soft); } .values .price, .values em { font-style: normal; display: inline-block; min-width: 76px; text-align: right; } table.held { width: auto; } table.held th, table.held td { padding-right: 28px; }
        .lanes { position: relative; align-self: stretch; } .lanes u { position: absolute; top: 0; bottom: 0; width: 1px; background: var(--line); } .lanes u.mark { width: 2px; margin-left: -1px; background: var(--mark); }
        .lane { position: relative; height: 22px; } .lane i { position: absolute; top: 8px; height: 6px; opacity: .45; } .lane b { position: absolute; top: 4px; width: 4px; height: 14px; margin-left: -2px; border-radius: 2px; }
        .ticks { position: relative; height: 20px; color: var(--soft); font-size: 12px; } .ticks span { position: absolute; transform: translateX(-50%); white-space: nowrap; } .ticks span.first { transform: none; } .ticks span.last { transform: translateX(-100%); }
        .c0 { background: var(--p0); } .c1 { background: var(--p1); } .c2 { background: var(--p2); } .c3 { background: var(--p3); }
        .notes td:first-child { width: 220px; min-width: 120px; font-weight: 600; }
        @media (max-width: 860px) {
          main { padding: 24px 12px 48px; } section { padding: 16px; } h1 { font-size: 23px; }
          .row { grid-template-columns: minmax(0, 1fr) auto; padding: 8px 0; } .row .track { grid-column: 1 / -1; grid-row: 2; }
          .wide .row { grid-template-columns: minmax(0, 1fr); } .wide .row.axis { position: sticky; top: 0; background: var(--card); } .row.axis > :first-child, .row.axis > :last-child { display: none; }
          .values { text-align: left; } .row:not(.wide .row) .values { text-align: right; } .values b { display: inline-block; min-width: 110px; }
          .ticks span.minor { display: none; }
        }
        """;
}
