namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>A charge on coins that are owed: their value by a ladder of rates, each slice at its own.</summary>
/// <remarks>Source: maintenance of borrowed assets (Binance unified maintenance margin, OKX MR8), whose rates grow with what is owed. Each coin has its own ladder's start.</remarks>
/// <param name="Name">Its name.</param>
/// <param name="Stage">Where it enters.</param>
/// <param name="Levels">Which requirements it is part of.</param>
/// <param name="Ladder">Rates by the value owed, in the settlement coin.</param>
public sealed record BorrowingCharge(string Name, ChargeStage Stage, ChargeLevels Levels, AmountLadder Ladder)
    : PortfolioCharge(Name, Stage, Levels)
{
    /// <inheritdoc/>
    public override double Amount(ChargeBasis basis, ICollection<ChargeInput>? inputs)
    {
        ArgumentNullException.ThrowIfNull(basis);
        var sum = 0.0;
        foreach (var held in basis.Book.Collateral)
        {
            if (held.Quantity >= 0)
                continue;

            var owed = -held.Quantity * held.Price / basis.CoinPrice;
            inputs?.Add(new($"{held.Name} owed", owed));
            sum += Ladder.Of(owed);
        }

        return sum;
    }
}
