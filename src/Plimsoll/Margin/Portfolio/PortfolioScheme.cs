using Plimsoll.Values;

namespace Plimsoll.Margin.Portfolio;

/// <summary>A scheme of portfolio margin as a venue lists it: a rule, and what it says of collateral. Accounts choose it as their mode.</summary>
/// <remarks>Source: docs/spec/0022-portfolio-accounts.md.</remarks>
public sealed record PortfolioScheme
{
    /// <summary>The most entries of <see cref="Collateral"/>, and of <see cref="Underlyings"/>.</summary>
    public const int MaxEntries = 64;

    /// <summary>The dense number, from 1.</summary>
    public required SchemeId Id { get; init; }

    /// <summary>The name people use; 1 … 32 printable ASCII characters without spaces.</summary>
    public required string Symbol { get; init; }

    /// <summary>What is asked of an account.</summary>
    public required PortfolioRule Rule { get; init; }

    /// <summary>Assets that hedge, or need more than their haircut; each once.</summary>
    public IReadOnlyList<SchemeCollateral> Collateral { get; init; } = [];

    /// <summary>What the rule calls an index, where that is not its symbol (<see cref="ScenarioRule.ByUnderlying"/>, credits); each once.</summary>
    public IReadOnlyList<SchemeUnderlying> Underlyings { get; init; } = [];

    /// <summary>The index by which the settlement coin's peg is watched; null where the numeraire is money.</summary>
    public IndexId? Peg { get; init; }
}
