namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>A rate of the notional of positions of some kinds: Σ |quantity| · rate, at the index or by the piece; then, if stated, a multiple that grows with it.</summary>
/// <remarks>Source: perpetual percentages (Derive, Bybit), minimum charges with a ladder of multipliers (OKX MR7), minimum charge per contract (OCC).</remarks>
/// <param name="Name">Its name.</param>
/// <param name="Stage">Where it enters.</param>
/// <param name="Levels">Which requirements it is part of.</param>
/// <param name="Rate">Share of the notional, or amount for each underlying, not negative.</param>
public sealed record NotionalCharge(string Name, ChargeStage Stage, ChargeLevels Levels, double Rate) : PortfolioCharge(Name, Stage, Levels)
{
    /// <summary>Which positions are charged.</summary>
    public IReadOnlyList<PositionKind> Kinds { get; init; } = [PositionKind.Perpetual, PositionKind.Future];

    /// <summary>Whether the rate is an amount for each underlying rather than a share of its price.</summary>
    public bool IsByPiece { get; init; }

    /// <summary>Whether perpetuals and futures count at their own mark rather than at the index.</summary>
    public bool IsAtMark { get; init; }

    /// <summary>Whether long options are left out.</summary>
    public bool IsShortOptionsOnly { get; init; }

    /// <summary>Multiples by the size of the raw charge; null for one.</summary>
    public AmountLadder? Ladder { get; init; }

    /// <inheritdoc/>
    public override double Amount(ChargeBasis basis, ICollection<ChargeInput>? inputs)
    {
        ArgumentNullException.ThrowIfNull(basis);
        var notional = 0.0;
        foreach (var position in basis.Positions)
        {
            if (!Kinds.Contains(position.Kind) || (IsShortOptionsOnly && position.Kind == PositionKind.Option && position.Quantity > 0))
                continue;

            // Collateral is quoted at its own price; everything else at the index, unless a mark is asked for.
            var price =
                position.Collateral is { } held ? held.Price
                : IsAtMark && !basis.Book.IsInCoin ? position.Mark ?? basis.Book.UnitValue
                : basis.Book.UnitValue;
            notional += Math.Abs(position.Quantity) * (IsByPiece ? 1 : price);
        }

        var amount = notional * Rate;
        inputs?.Add(new(IsByPiece ? "underlyings" : "notional", notional));
        inputs?.Add(new(IsByPiece ? "amount a piece" : "rate", Rate));
        return Ladder is null ? amount : Ladder.Of(amount);
    }
}
