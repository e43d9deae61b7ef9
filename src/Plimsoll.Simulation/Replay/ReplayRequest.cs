using Plimsoll.Engine.Solvency;
using Plimsoll.Simulation.MarketData;
using Plimsoll.Simulation.Markets;

namespace Plimsoll.Simulation.Replay;

/// <summary>What to replay.</summary>
public sealed record ReplayRequest
{
    /// <summary>The prices.</summary>
    public required PriceHistory History { get; init; }

    /// <summary>Which sources are believed.</summary>
    public MarkRule Mark { get; init; } = MarkRule.Median;

    /// <summary>What the venue asks for each coin's perpetual.</summary>
    public ReplayMargins Margins { get; init; } = ReplayMargins.Default;

    /// <summary>The world.</summary>
    public ReplayPreset Preset { get; init; } = ReplayPreset.Standard;

    /// <summary>How many traders, 1 … 1,000,000.</summary>
    public int Accounts { get; init; } = 20_000;

    /// <summary>The seed of all randomness.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>How the engine finds accounts in need; what happens is the same.</summary>
    public SolvencyScan Scan { get; init; } = SolvencyScan.Certified;

    /// <summary>How many times faster than life; null for as fast as possible.</summary>
    public double? Speed { get; init; }

    /// <summary>Accounts whose statements are kept.</summary>
    public IReadOnlyList<int> Statements { get; init; } = [];

    /// <summary>The first moment that statements tell, in milliseconds since the epoch; null for the beginning.</summary>
    public long? StatementFromMs { get; init; }

    /// <summary>The moment before which statements end, in milliseconds since the epoch; null for the end.</summary>
    public long? StatementToMs { get; init; }

    /// <summary>Whether the auditor runs beside it. Without it nothing is known of missed accounts and conservation.</summary>
    public bool IsAudited { get; init; } = true;
}
