using Plimsoll.Margin.Portfolio;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Lists a new scheme of portfolio margin.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Parameters">The scheme; its id is the next free number, from 1.</param>
public sealed record ListScheme(Timestamp At, PortfolioScheme Parameters) : Command(At);
