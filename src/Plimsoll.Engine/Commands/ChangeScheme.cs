using Plimsoll.Margin.Portfolio;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>Changes a scheme of portfolio margin, now or later; accounts under it are decided anew when it takes effect.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="Parameters">The new version; the symbol stays.</param>
/// <param name="EffectiveAt">From when it holds; not earlier than the command.</param>
public sealed record ChangeScheme(Timestamp At, PortfolioScheme Parameters, Timestamp EffectiveAt) : Command(At);
