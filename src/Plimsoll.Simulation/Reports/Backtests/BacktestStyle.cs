namespace Plimsoll.Simulation.Reports.Backtests;

/// <summary>What a back-test's page adds to the common style.</summary>
internal static class BacktestStyle
{
    public const string Css = """

        .verdicts { display: flex; height: 14px; border-radius: 4px; overflow: hidden; gap: 1px; min-width: 150px; margin-top: 4px; background: var(--grid); }
        .verdicts i { display: block; } .holds { background: var(--s3); } .clusters { background: var(--fund); } .low { background: var(--adl); } .high { background: var(--book); }
        .key.holds, .key.clusters, .key.low, .key.high { height: 10px; width: 10px; border-radius: 2px; }
        .key.holds { background: var(--s3); } .key.clusters { background: var(--fund); } .key.low { background: var(--adl); } .key.high { background: var(--book); }
        table.models td, table.models th { white-space: nowrap; } table.models .group th { padding-top: 18px; color: var(--ink); border-bottom-color: var(--line); }
        table.models td.bars { width: 24%; }
        rect.loss { fill: var(--faint); opacity: 0.55; } rect.hit { fill: var(--adl); } rect.nohit { fill: var(--grid); }
        .key.loss { background: var(--faint); height: 10px; width: 10px; border-radius: 2px; opacity: 0.55; } .key.hit { background: var(--adl); height: 10px; width: 3px; }
        .matrix { border-collapse: separate; border-spacing: 2px; width: auto; font-size: 12px; } .matrix td, .matrix th { border: 0; padding: 2px 4px; white-space: nowrap; }
        .matrix td.cell { text-align: center; border-radius: 3px; color: #fff; min-width: 33px; } .matrix th.model { writing-mode: vertical-rl; transform: rotate(180deg); height: 84px; vertical-align: middle; padding: 4px 8px; }
        .matrix td.cell.none { background: var(--grid); } .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(500px, 1fr)); gap: 8px 24px; align-items: start; }
        rect.zone-yellow { fill: var(--window); opacity: 0.16; } rect.zone-red { fill: var(--adl); opacity: 0.13; }
        """;
}
