using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Formats.Estimates;

/// <summary>A unit of margin that is to be brought to a target.</summary>
/// <param name="Model">The model.</param>
/// <param name="Portfolio">The portfolio, or the isolated position alone.</param>
/// <param name="Target">What is to be reached.</param>
/// <param name="Before">Where the unit stands.</param>
/// <param name="FiguresOf">Where it stands after a change.</param>
internal sealed record CureUnit(
    Model Model,
    Portfolio Portfolio,
    CureTarget Target,
    AccountFigures Before,
    Func<Portfolio, AccountFigures> FiguresOf
)
{
    /// <summary>What the cross account holds.</summary>
    public IEnumerable<HeldPosition> CrossPositions =>
        Portfolio.Positions.Where(position => position is { IsIsolated: false, Quantity: not 0 });

    /// <summary>Whether a change reaches the target.</summary>
    public bool IsEnough(Portfolio changed) => Target.IsReachedBy(FiguresOf(changed));
}
