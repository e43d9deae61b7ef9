namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>The haircuts of coins held, each by its own share of its value.</summary>
/// <remarks>Source: Derive PMRM_2 collateral. A coin's value is counted in the settlement coin.</remarks>
/// <param name="Name">Its name.</param>
/// <param name="Stage">Where it enters.</param>
/// <param name="Levels">With <see cref="ChargeLevels.Initial"/>, the share that initial margin asks for beyond the other.</param>
public sealed record HaircutCharge(string Name, ChargeStage Stage, ChargeLevels Levels) : PortfolioCharge(Name, Stage, Levels)
{
    /// <inheritdoc/>
    public override double Amount(ChargeBasis basis, ICollection<ChargeInput>? inputs)
    {
        ArgumentNullException.ThrowIfNull(basis);
        var sum = 0.0;
        foreach (var position in basis.Positions)
        {
            if (position.Collateral is not { Quantity: > 0 } held)
                continue;

            var value = held.Quantity * held.Price / basis.CoinPrice;
            var share = Levels == ChargeLevels.Initial ? held.InitialHaircut : held.MaintenanceHaircut;
            inputs?.Add(new($"value of {held.Name}", value));
            inputs?.Add(new("haircut", share));
            sum += value * share;
        }

        return sum;
    }
}
