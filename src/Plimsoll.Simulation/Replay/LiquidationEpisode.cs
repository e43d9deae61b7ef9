using Plimsoll.Engine.Liquidation;
using Plimsoll.Margin;

namespace Plimsoll.Simulation.Replay;

/// <summary>One liquidation from its start to its end, as the events tell it. Money is in dollars.</summary>
public sealed class LiquidationEpisode
{
    /// <summary>The account.</summary>
    public required int Account { get; init; }

    /// <summary>The trader behind it.</summary>
    public required int Trader { get; init; }

    /// <summary>Whether it is one isolated position.</summary>
    public required bool IsIsolated { get; init; }

    /// <summary>When it fell below its line, in milliseconds since the epoch.</summary>
    public required long StartMs { get; init; }

    /// <summary>Equity then.</summary>
    public required decimal Equity { get; init; }

    /// <summary>Maintenance margin then.</summary>
    public required decimal MaintenanceMargin { get; init; }

    /// <summary>Net liquidation value then.</summary>
    public required decimal NetLiquidationValue { get; init; }

    /// <summary>Positions then.</summary>
    public required IReadOnlyList<EpisodePosition> Positions { get; init; }

    /// <summary>How <see cref="Equity"/> came about: a tree whose leaves add up to it.</summary>
    public required ExplanationNode EquityTree { get; init; }

    /// <summary>How <see cref="MaintenanceMargin"/> came about.</summary>
    public required ExplanationNode MaintenanceTree { get; init; }

    /// <summary>Σ notional of the positions at the start.</summary>
    public decimal Notional => Positions.Sum(position => position.Notional);

    /// <summary>What was done, in order.</summary>
    public List<LiquidationStep> Steps { get; } = [];

    /// <summary>When it ended; null when the replay ended first.</summary>
    public long? EndMs { get; internal set; }

    /// <summary>How it ended.</summary>
    public LiquidationOutcome? Outcome { get; internal set; }

    /// <summary>Equity at the end.</summary>
    public decimal EquityAfter { get; internal set; }

    /// <summary>Maintenance margin at the end.</summary>
    public decimal MaintenanceAfter { get; internal set; }

    /// <summary>Fees paid to the insurance fund.</summary>
    public decimal Fees { get; internal set; }
}
