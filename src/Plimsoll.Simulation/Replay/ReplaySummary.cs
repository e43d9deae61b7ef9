namespace Plimsoll.Simulation.Replay;

/// <summary>The figures of one replay. Money is in dollars.</summary>
public sealed record ReplaySummary
{
    /// <summary>SHA-256 of the engine's state at the end, in hexadecimal.</summary>
    public required string StateHash { get; init; }

    /// <summary>The chained hash of all events, in hexadecimal.</summary>
    public required string EventHash { get; init; }

    /// <summary>Price ticks submitted.</summary>
    public required int Ticks { get; init; }

    /// <summary>Commands accepted.</summary>
    public required long Commands { get; init; }

    /// <summary>Commands refused, by reason.</summary>
    public required IReadOnlyDictionary<string, long> Refusals { get; init; }

    /// <summary>Traders.</summary>
    public required int Accounts { get; init; }

    /// <summary>Liquidations of users: how many began, and how they ended.</summary>
    public required LiquidationCounts Liquidations { get; init; }

    /// <summary>How often each route was taken.</summary>
    public required RouteCounts Routes { get; init; }

    /// <summary>What went each way: notional closed, and for loss sharing the amount.</summary>
    public required RouteAmounts RouteNotional { get; init; }

    /// <summary>Net liquidation value of the insurance fund: first, lowest after any tick, last.</summary>
    public required FundFigures InsuranceFund { get; init; }

    /// <summary>Deleveraging: closings, winners and losers' counterparties, notional.</summary>
    public required AdlFigures Adl { get; init; }

    /// <summary>What nobody could pay when users and funds were closed out; what makers owe is in <see cref="Makers"/>.</summary>
    public required decimal BadDebt { get; init; }

    /// <summary>What became of the market makers.</summary>
    public required MakerFigures Makers { get; init; }

    /// <summary>Who won and who lost; the parts add up to zero.</summary>
    public required ProfitFigures Profits { get; init; }

    /// <summary>What became of the users.</summary>
    public required UserFigures Users { get; init; }

    /// <summary>What the auditor found; null when it did not run.</summary>
    public Audit.AuditResult? Audit { get; init; }

    /// <summary>Balances, positions or inflows in which the engine and the auditor's books differ at the end: zero when sound.</summary>
    public required long AuditDifferences { get; init; }

    /// <summary>How often the engine's sweeper found an account that certificates and columns had wrongly left out: each is a fault of the engine. Zero under a full scan, which leaves nobody out.</summary>
    public required long Alarms { get; init; }

    /// <summary>Whether it was stopped before its end.</summary>
    public required bool IsInterrupted { get; init; }
}
