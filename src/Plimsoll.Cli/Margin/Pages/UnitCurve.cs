using Plimsoll.Formats.Estimates;

namespace Plimsoll.Cli.Margin.Pages;

/// <summary>A unit of margin over the price of one underlying, all other prices and volatilities standing still.</summary>
/// <param name="Unit">Its name.</param>
/// <param name="Underlying">What moves.</param>
/// <param name="Price">The underlying's price now; null where none is known.</param>
/// <param name="Points">Where the unit stands at each move along the axis; null where the model does not say.</param>
/// <param name="Fall">The move along the axis of the nearest fall that liquidates it; null for none.</param>
/// <param name="Rise">Likewise of the nearest rise.</param>
/// <param name="Now">Where it is now along the axis: 0, unless the axis is another portfolio's.</param>
internal sealed record UnitCurve(
    string Unit,
    string Underlying,
    decimal? Price,
    IReadOnlyList<(decimal Move, UnitStanding? Standing)> Points,
    decimal? Fall,
    decimal? Rise,
    decimal Now
);
