using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Margin.Schedules;

/// <summary>A single bracket as a venue shows it for a position: maintenance = notional · rate − maintenance amount.</summary>
/// <remarks>For estimates where only the bracket of the position is known, not the whole table. Source: Binance, leverage and margin of USDⓈ-M futures.</remarks>
public sealed class BracketSchedule : MarginSchedule
{
    /// <summary>Builds a bracket.</summary>
    /// <param name="initial">Initial margin rate, at least <paramref name="maintenance"/> and at most 1.</param>
    /// <param name="maintenance">Maintenance margin rate, above 0.</param>
    /// <param name="deduction">Maintenance amount in the settlement asset, not negative.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public BracketSchedule(decimal initial, decimal maintenance, decimal deduction)
    {
        if (maintenance <= 0 || initial < maintenance || initial > 1 || deduction < 0)
        {
            throw new ArgumentException(
                "Rates must lie above 0 and at most at 1, initial not below maintenance, and the deduction must not be negative.",
                nameof(maintenance)
            );
        }

        (InitialRate, MaintenanceRate, Deduction) = (initial, maintenance, deduction);
    }

    /// <summary>Initial margin rate.</summary>
    public decimal InitialRate { get; }

    /// <summary>Maintenance margin rate.</summary>
    public decimal MaintenanceRate { get; }

    /// <summary>Maintenance amount, in the settlement asset.</summary>
    public decimal Deduction { get; }

    /// <inheritdoc/>
    public override bool RisesWithNotional => true;

    /// <inheritdoc/>
    public override Rate LeastInitialRate => DecimalRates.Up(InitialRate);

    /// <inheritdoc/>
    public override Rate? MaintenanceRateUpTo(Contract contract, Quantity quantity, Money most) => DecimalRates.Up(MaintenanceRate);

    /// <inheritdoc/>
    public override Money Maintenance(
        Contract contract,
        in PositionLine position,
        in MarketPoint market,
        Money notional,
        MarginTerms? terms
    )
    {
        ArgumentNullException.ThrowIfNull(contract);
        if (terms is not null)
        {
            terms.Add("exposure", position.Quantity);
            terms.Add("mark price", market.Mark);
            terms.Add("notional", notional);
            terms.Add("rate", MaintenanceRate);
            terms.Add("maintenance amount deducted", Deduction);
        }

        return ExactShare.Less(notional, MaintenanceRate, Deduction, contract.SettlementDecimals);
    }

    /// <inheritdoc/>
    protected override Money InitialOf(
        Contract contract,
        in PositionLine position,
        Quantity exposure,
        in MarketPoint market,
        MarginTerms? terms
    )
    {
        ArgumentNullException.ThrowIfNull(contract);
        var notional = contract.Notional(exposure, market.Mark);
        if (terms is not null)
        {
            terms.Add("exposure", exposure);
            terms.Add("mark price", market.Mark);
            terms.Add("notional", notional);
            terms.Add("rate", Math.Max(InitialRate, position.Leverage.ToDecimalRate()));
        }

        return Money.Max(ExactShare.Of(notional, InitialRate), position.Leverage.InitialMargin(notional));
    }
}
