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
        if (inner.IsEmpty)
        {
            throw new ArgumentException("The schedule inside must not be empty.", nameof(inner));
        }

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
    public override bool NeedsIndex => Inner.NeedsIndex;

    /// <inheritdoc/>
    public override bool NeedsOpenInterest => Inner.NeedsOpenInterest;

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
        // What it cost is the notional at entry: a price rounded to its unit could make the rest of a position dearer than the whole.
        var margin = EntryOf(contract, position) is { } entry
            ? Inner.Maintenance(contract, position, market with { Mark = entry, Index = entry }, position.Cost.Abs(), terms)
            : Inner.Maintenance(contract, position, market, notional, terms);
        return margin + Fee(position, notional, terms);
    }

    /// <inheritdoc/>
    public override Money Initial(Contract contract, in PositionLine position, in MarketPoint market, MarginTerms? terms)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var margin = Inner.Initial(
            contract,
            position,
            EntryOf(contract, position) is { } entry ? market with { Mark = entry, Index = entry } : market,
            terms
        );
        return IsFeeInInitial && !position.Quantity.IsZero
            ? margin + Fee(position, contract.Notional(position.Quantity, market.Mark), terms)
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

    /// <summary>The average entry price, if it is to be used and there is one.</summary>
    private Price? EntryOf(Contract contract, in PositionLine position)
    {
        if (!IsAtEntry || position.Quantity.IsZero)
        {
            return null;
        }

        var entry = contract.PriceAtValue(position.Quantity, position.Cost, Rounding.Ceiling);
        return entry.IsPositive ? entry : null;
    }

    private Money Fee(in PositionLine position, Money notional, MarginTerms? terms)
    {
        if (ClosingFee == 0)
        {
            return Money.Zero;
        }

        var fee = Basis == ClosingFeeBasis.Bankruptcy ? AtBankruptcy(position) : ExactShare.Of(notional, ClosingFee);
        terms?.Add("fee to close", fee);
        return fee;
    }

    /// <summary>The fee on what the position is worth once its leverage is used up: |cost ∓ |cost| ÷ leverage|.</summary>
    private Money AtBankruptcy(in PositionLine position)
    {
        var cost = position.Cost.Abs();
        if (position.Leverage == Leverage.Unset)
        {
            return ExactShare.Of(cost, ClosingFee);
        }

        // Value rises with the price for a long and falls for a short, for inverse contracts too: the loss is the margin put up.
        var hundredths = position.Leverage.Hundredths;
        return ExactShare.Of(cost, ClosingFee, Math.Abs(hundredths - (position.Cost.IsNegative ? -100 : 100)), hundredths);
    }
}
