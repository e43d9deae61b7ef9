namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>A rate for net short options: shorts at one strike (or expiry, or of the book) less the longs there, never below zero.</summary>
/// <remarks>Source: Derive naked shorts, Deribit's older contingency (0.01 for each net short of a strike), Bybit net short options, SPAN short option minimum.</remarks>
/// <param name="Name">Its name.</param>
/// <param name="Stage">Where it enters.</param>
/// <param name="Levels">Which requirements it is part of.</param>
/// <param name="Rate">Share of the index, or amount for each underlying, not negative.</param>
public sealed record ShortOptionCharge(string Name, ChargeStage Stage, ChargeLevels Levels, double Rate)
    : PortfolioCharge(Name, Stage, Levels)
{
    /// <summary>What relieves a short.</summary>
    public ShortNetting Netting { get; init; } = ShortNetting.Strike;

    /// <summary>Whether the rate is an amount for each underlying rather than a share of the index.</summary>
    public bool IsByPiece { get; init; }

    /// <inheritdoc/>
    public override double Amount(ChargeBasis basis, ICollection<ChargeInput>? inputs)
    {
        ArgumentNullException.ThrowIfNull(basis);
        var shorts = basis
            .Positions.Where(position => position.Kind == PositionKind.Option)
            .GroupBy(position =>
                Netting switch
                {
                    ShortNetting.Strike => (position.Seconds, position.Strike),
                    ShortNetting.Expiry => (position.Seconds, 0),
                    _ => (null, 0),
                }
            )
            .Sum(group => NetShort(group.Select(position => position.Quantity), Netting != ShortNetting.None));
        inputs?.Add(new("net short options", shorts));
        inputs?.Add(new(IsByPiece ? "amount a piece" : "rate", Rate));
        return shorts * Rate * (IsByPiece ? 1 : basis.Book.UnitValue);
    }

    /// <summary>What remains short of some quantities.</summary>
    /// <param name="quantities">Signed.</param>
    /// <param name="isNetted">Whether longs count against shorts.</param>
    public static double NetShort(IEnumerable<double> quantities, bool isNetted)
    {
        var (longs, shorts) = ChargeBasis.Sides(quantities);
        return isNetted ? Math.Max(0, shorts - longs) : shorts;
    }
}
