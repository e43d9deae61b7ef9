namespace Plimsoll.Cli.Margin;

/// <summary>How the page of a stress test looks: light and dark, wide and narrow.</summary>
internal static class StressStyle
{
    public const string Css = """
        :root { color-scheme: light dark; --bg: #f6f7f9; --card: #fff; --ink: #161a20; --soft: #5c6572; --line: #e3e7ec; --up: 21, 128, 61; --down: 195, 55, 44; --safe: #b9d0f5; --bad: #b3261e; --bad-bg: #fde8e6; }
        @media (prefers-color-scheme: dark) { :root { --bg: #0d1014; --card: #14181e; --ink: #e7eaef; --soft: #9aa4b1; --line: #2a323c; --up: 74, 194, 122; --down: 240, 115, 106; --safe: #2c4468; --bad: #ff9a90; --bad-bg: #45191a; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--bg); color: var(--ink); font: 15px/1.5 Inter, "Segoe UI", system-ui, -apple-system, Arial, sans-serif; font-variant-numeric: tabular-nums; }
        main { max-width: 1200px; margin: 0 auto; padding: 40px 24px 80px; } h1 { margin: 0; font-size: 28px; letter-spacing: -0.02em; } .sub { margin: 4px 0 0; color: var(--soft); }
        h2 { margin: 0 0 4px; font-size: 19px; } .lead { margin: 0 0 14px; color: var(--soft); max-width: 82ch; } .found { margin: 14px 0 0; max-width: 82ch; }
        section { background: var(--card); border: 1px solid var(--line); border-radius: 12px; padding: 22px 24px; margin-top: 20px; } .scroll { overflow-x: auto; }
        table { width: 100%; font-size: 13.5px; } th { text-align: right; font-weight: 550; color: var(--soft); white-space: nowrap; } td { text-align: right; white-space: nowrap; }
        .heat { border-collapse: separate; border-spacing: 3px; } .heat th { padding: 6px; } .heat td { padding: 8px; border-radius: 6px; border: 2px solid transparent; } .heat td.broken { border-color: rgb(var(--down)); } .heat td.now { outline: 2px dashed var(--ink); outline-offset: -4px; }
        .heat td small { display: block; font-size: 11.5px; }
        .plain { border-collapse: collapse; } .plain th, .plain td { padding: 6px 0 6px 18px; border-bottom: 1px solid var(--line); } .plain tr:last-child td { border-bottom: 0; } .plain .text { text-align: left; } .plain .text:first-child { padding-left: 0; } .plain td.moves { white-space: normal; min-width: 200px; } .plain tr.now td { font-weight: 620; }
        .badge { display: inline-block; padding: 0 7px; border-radius: 9px; font-size: 11.5px; line-height: 18px; font-weight: 620; color: var(--bad); background: var(--bad-bg); }
        .key { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin: 0 6px 0 14px; vertical-align: -1px; } .key:first-child { margin-left: 0; } .key.loss { background: rgba(var(--down), .5); } .key.gain { background: rgba(var(--up), .5); } .key.broken { border: 2px solid rgb(var(--down)); } .key.safe { background: var(--safe); }
        .lanes { display: grid; grid-template-columns: 90px minmax(0, 1fr) 210px; gap: 6px 14px; align-items: center; font-size: 13.5px; } .lanes .name { text-align: right; color: var(--soft); } .lanes .values { text-align: right; white-space: nowrap; }
        .track { position: relative; height: 20px; background: var(--bad-bg); border-radius: 4px; overflow: hidden; } .track i { position: absolute; top: 0; bottom: 0; background: var(--safe); } .track u { position: absolute; top: 0; bottom: 0; left: 50%; width: 2px; margin-left: -1px; background: var(--ink); }
        .ticks { position: relative; height: 18px; color: var(--soft); font-size: 12px; } .ticks span { position: absolute; transform: translateX(-50%); white-space: nowrap; } .ticks span:first-child { transform: none; } .ticks span:last-child { transform: translateX(-100%); }
        ul { margin: 12px 0 0; padding-left: 18px; color: var(--soft); max-width: 82ch; }
        @media (max-width: 700px) { main { padding: 24px 12px 48px; } section { padding: 16px; } h1 { font-size: 23px; } .lanes { grid-template-columns: 60px minmax(0, 1fr); } .lanes .values { display: none; } }
        """;
}
