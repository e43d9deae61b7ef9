using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Margin.Schedules;

/// <summary>Another schedule, with a notional at entry instead of the mark, a provision for the fee of closing, or both.</summary>
/// <remarks>Source: Bybit (margin of the entry value; fee to close at the bankruptcy price within initial and maintenance margin); OKX and Gate (taker fee within maintenance margin).</remarks>
public sealed class ProvisionedSchedule : MarginSchedule
{
    /// <summary>Builds a schedule around another.</summary>
    /// <param name="inner">The schedule proper.</param>
    /// <param name="isAtEntry">Whether it sees the average entry price instead of the mark.</param>
    /// <param name="closingFee">Fee rate to provide for, 0 to 1.</param>
    /// <param name="basis">On what the fee is taken.</param>
    /// <param name="isFeeInInitial">Whether the provision is in initial margin too.</param>
    public ProvisionedSchedule(MarginSchedule inner, bool isAtEntry, decimal closingFee, ClosingFeeBasis basis, bool isFeeInInitial)
    {
        ArgumentNullException.ThrowIfNull(inner);
        if (closingFee is < 0 or > 1)
        {
            throw new ArgumentException("The closing fee must lie between 0 and 1.", nameof(closingFee));
        }

        (Inner, IsAtEntry, ClosingFee, Basis, IsFeeInInitial) = (inner, isAtEntry, closingFee, basis, isFeeInInitial);
    }

    /// <summary>The schedule proper.</summary>
    public MarginSchedule Inner { get; }

    /// <summary>Whether it sees the average entry price instead of the mark.</summary>
    public bool IsAtEntry { get; }

    /// <summary>Fee rate to provide for.</summary>
    public decimal ClosingFee { get; }

    /// <summary>On what the fee is taken.</summary>
    public ClosingFeeBasis Basis { get; }

    /// <summary>Whether the provision is in initial margin too.</summary>
    public bool IsFeeInInitial { get; }

    /// <inheritdoc/>
    public override Rate LeastInitialRate => Inner.LeastInitialRate;

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
        var seen = Seen(contract, position, market);
        var value = IsAtEntry ? contract.Notional(position.Quantity, seen.Mark) : notional;
        return Inner.Maintenance(contract, position, seen, value, terms) + Fee(contract, position, notional, terms);
    }

    /// <inheritdoc/>
    public override Money Initial(Contract contract, in PositionLine position, in MarketPoint market, MarginTerms? terms)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var margin = Inner.Initial(contract, position, Seen(contract, position, market), terms);
        return IsFeeInInitial && !position.Quantity.IsZero
            ? margin + Fee(contract, position, contract.Notional(position.Quantity, market.Mark), terms)
            : margin;
    }

    /// <inheritdoc/>
    protected override Money InitialOf(
        Contract contract,
        in PositionLine position,
        Quantity exposure,
        in MarketPoint market,
        MarginTerms? terms
    ) => throw new NotSupportedException("Initial margin goes through the inner schedule.");

    private MarketPoint Seen(Contract contract, in PositionLine position, in MarketPoint market)
    {
        if (!IsAtEntry || position.Quantity.IsZero)
        {
            return market;
        }

        var entry = contract.PriceAtValue(position.Quantity, position.Cost, Rounding.Ceiling);
        return entry.IsPositive ? market with { Mark = entry, Index = entry } : market;
    }

    private Money Fee(Contract contract, in PositionLine position, Money notional, MarginTerms? terms)
    {
        if (ClosingFee == 0)
        {
            return Money.Zero;
        }

        var scale = new RealScale(contract);
        var basis = Basis == ClosingFeeBasis.Bankruptcy ? AtBankruptcy(scale, position) : scale.Of(notional);
        var fee = scale.Required(basis * ClosingFee);
        terms?.Add("fee to close", fee);
        return fee;
    }

    /// <summary>What the position is worth once its leverage is used up.</summary>
    private static decimal AtBankruptcy(RealScale scale, in PositionLine position)
    {
        var cost = scale.Of(position.Cost);
        // Value rises with the price for a long and falls for a short, for inverse contracts too: the loss is the margin put up.
        return Math.Abs(cost - (Math.Abs(cost) * Leverages.RateOf(position.Leverage)));
    }
}
