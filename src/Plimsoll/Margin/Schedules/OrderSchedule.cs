using System.Numerics;
using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Margin.Schedules;

/// <summary>Another schedule with a venue's own rule of open orders. For estimates: the engine carries <see cref="OrderRule.Usual"/> alone.</summary>
/// <remarks>
/// Source: docs/spec/0015-margin-models.md (MODL-015 … MODL-017). Forms: Paradex (worse side, open loss, fees); vegaprotocol/specs 0019-MCAL (worse side in all
/// levels without loss; in isolated mode orders at their limits, closing ones free).
/// </remarks>
public sealed class OrderSchedule : MarginSchedule
{
    private readonly (Quantity Remaining, Price Limit)[] _orders;

    /// <summary>Builds a schedule around another.</summary>
    /// <param name="inner">The schedule proper.</param>
    /// <param name="rule">The rule of open orders.</param>
    /// <param name="orders">The orders that count: what remains of each, above zero for a buy, and its limit.</param>
    public OrderSchedule(MarginSchedule inner, OrderRule rule, IEnumerable<(Quantity Remaining, Price Limit)> orders)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(rule);
        (Inner, Rule, _orders) = (inner, rule, [.. orders]);
    }

    /// <summary>The schedule proper.</summary>
    public MarginSchedule Inner { get; }

    /// <summary>The rule of open orders.</summary>
    public OrderRule Rule { get; }

    /// <inheritdoc/>
    public override bool IsEmpty => Inner.IsEmpty;

    /// <inheritdoc/>
    public override bool NeedsIndex => Inner.NeedsIndex;

    /// <inheritdoc/>
    public override bool NeedsOpenInterest => Inner.NeedsOpenInterest;

    /// <inheritdoc/>
    public override bool AreOrdersInMaintenance => Rule.AreInMaintenance;

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
        if (!Rule.AreInMaintenance || !position.HasOrders)
        {
            return position.Quantity.IsZero ? Money.Zero : Inner.Maintenance(contract, position, market, notional, terms);
        }

        if (Inner is SlippageSchedule sides)
        {
            // Orders carry risk and do not slip: what that schedule asks for them initially, without its factor.
            var keeping = new SlippageSchedule(sides.Slippage, sides.RiskOfLong, sides.RiskOfShort, 1);
            var line = position with { Leverage = Leverage.Unset, BuyLoss = default, SellLoss = default };
            return new OrderSchedule(keeping, Rule with { FeeRate = 0, IsAtLimit = false }, _orders).Initial(contract, line, market, terms);
        }

        var all = position.OpenBuy + position.OpenSell;
        var onSide = position.Quantity.Sign < 0 ? -all : all;
        var bought = Held(contract, position, Rule.AreBothSides ? onSide : position.OpenBuy, market);
        var sold = Held(contract, position, Rule.AreBothSides ? onSide : -position.OpenSell, market);
        var keptBought = Kept(contract, bought, market, null);
        var keptSold = Kept(contract, sold, market, null);
        return terms is null ? Money.Max(keptBought, keptSold) : Kept(contract, keptSold > keptBought ? sold : bought, market, terms);
    }

    /// <inheritdoc/>
    public override Money Initial(Contract contract, in PositionLine position, in MarketPoint market, MarginTerms? terms)
    {
        ArgumentNullException.ThrowIfNull(contract);
        if (!position.HasOrders)
        {
            return Inner.Initial(contract, position, market, terms);
        }

        if (Rule.AreBothSides)
        {
            return Rule.IsAtLimit
                ? AtLimits(contract, position, market, [true, false], terms)
                : AtMark(contract, position, market, [true, false], terms);
        }

        var buying = OfSide(contract, position, market, true, null);
        var selling = OfSide(contract, position, market, false, null);
        return terms is null ? Money.Max(buying, selling) : OfSide(contract, position, market, buying >= selling, terms);
    }

    /// <inheritdoc/>
    protected override Money InitialOf(
        Contract contract,
        in PositionLine position,
        Quantity exposure,
        in MarketPoint market,
        MarginTerms? terms
    ) => throw new NotSupportedException("Initial margin goes through the inner schedule.");

    private Money OfSide(Contract contract, in PositionLine position, in MarketPoint market, bool isBuy, MarginTerms? terms) =>
        Rule.IsAtLimit ? AtLimits(contract, position, market, [isBuy], terms) : AtMark(contract, position, market, [isBuy], terms);

    /// <summary>The position with all the orders of the sides, as if they were filled on one side and nothing netted if there are two.</summary>
    private Money AtMark(Contract contract, in PositionLine position, in MarketPoint market, bool[] sides, MarginTerms? terms)
    {
        var loss = Loss(position, sides);
        var size = Sum(position, sides);
        var isBuy = sides.Length == 1 ? sides[0] : position.Quantity.Sign >= 0;
        var line = Alone(position) with
        {
            OpenBuy = isBuy ? size : default,
            BuyLoss = isBuy ? loss : default,
            OpenSell = isBuy ? default : size,
            SellLoss = isBuy ? default : loss,
        };
        return Inner.Initial(contract, line, market, terms) + Fee(contract, market, sides, terms);
    }

    /// <summary>The position at the mark, and beside it what orders that open would need, in proportion to their limits.</summary>
    private Money AtLimits(Contract contract, in PositionLine position, in MarketPoint market, bool[] sides, MarginTerms? terms)
    {
        var alone = Alone(position);
        var held = Inner.Initial(contract, alone, market, terms);
        var sum = held;
        foreach (var isBuy in sides)
        {
            var isCloser = sides.Length == 1 && position.Quantity.Sign == (isBuy ? -1 : 1);
            var (opening, atLimit) = Opening(contract, isBuy, isCloser ? position.Quantity.Abs() : default);
            if (opening.IsZero)
            {
                continue;
            }

            // Orders that would turn the position round stand for themselves; others come on top of it.
            var line = isCloser ? new PositionLine(position.Instrument, default, Money.Zero, position.Leverage) : alone;
            var isAdded =
                isCloser ? isBuy
                : position.Quantity.IsZero ? isBuy
                : position.Quantity.Sign > 0;
            line = isAdded ? line with { OpenBuy = opening } : line with { OpenSell = opening };
            var atMark = Inner.Initial(contract, line, market, null) - (isCloser ? Money.Zero : held);
            var margin = Share(atMark, atLimit, contract.Notional(opening, market.Mark));
            terms?.Add(isBuy ? "buys that open, at their limits" : "sells that open, at their limits", atLimit);
            terms?.Add("margin of these orders", margin);
            sum += margin;
        }

        var loss = Loss(position, sides);
        if (!loss.IsZero)
        {
            terms?.Add("immediate loss of open orders", loss);
        }

        return sum + loss + Fee(contract, market, sides, terms);
    }

    /// <summary>The part of a side's orders that does not close, in the order in which they would trade, and its notional at the limits.</summary>
    private (Quantity Size, Money AtLimit) Opening(Contract contract, bool isBuy, Quantity closing)
    {
        var (size, notional, free) = (default(Quantity), Money.Zero, closing);
        var side = _orders.Where(order => order.Remaining.Sign > 0 == isBuy);
        foreach (
            var (remaining, limit) in isBuy ? side.OrderByDescending(order => order.Limit.Units) : side.OrderBy(order => order.Limit.Units)
        )
        {
            var part = new Quantity(Math.Min(free.Units, remaining.Abs().Units));
            free -= part;
            var rest = remaining.Abs() - part;
            size += rest;
            notional += rest.IsZero ? Money.Zero : contract.Notional(rest, limit);
        }

        return (size, notional);
    }

    private Money Fee(Contract contract, in MarketPoint market, bool[] sides, MarginTerms? terms)
    {
        if (Rule.FeeRate == 0)
        {
            return Money.Zero;
        }

        var notional = Money.Zero;
        foreach (var (remaining, limit) in _orders)
        {
            if (sides.Contains(remaining.Sign > 0))
            {
                notional += contract.Notional(remaining, Rule.IsAtLimit ? limit : market.Mark);
            }
        }

        var fee = ExactShare.Of(notional, Rule.FeeRate);
        terms?.Add("fee of open orders", fee);
        return fee;
    }

    private Money Loss(in PositionLine position, bool[] sides)
    {
        var loss = Money.Zero;
        foreach (var isBuy in Rule.HasImmediateLoss ? sides : [])
        {
            loss += isBuy ? position.BuyLoss : position.SellLoss;
        }

        return loss;
    }

    private static Quantity Sum(in PositionLine position, bool[] sides)
    {
        var size = default(Quantity);
        foreach (var isBuy in sides)
        {
            size += isBuy ? position.OpenBuy : position.OpenSell;
        }

        return size;
    }

    private static PositionLine Alone(in PositionLine position) =>
        new(position.Instrument, position.Quantity, position.Cost, position.Leverage);

    /// <summary>The position with orders filled at the mark.</summary>
    private static PositionLine Held(Contract contract, in PositionLine position, Quantity filled, in MarketPoint market) =>
        Alone(position) with
        {
            Quantity = position.Quantity + filled,
            Cost = position.Cost + contract.Value(filled, market.Mark, Rounding.Ceiling),
        };

    private Money Kept(Contract contract, in PositionLine line, in MarketPoint market, MarginTerms? terms) =>
        line.Quantity.IsZero ? Money.Zero : Inner.Maintenance(contract, line, market, contract.Notional(line.Quantity, market.Mark), terms);

    private static Money Share(Money margin, Money part, Money whole) =>
        whole.IsZero
            ? Money.Zero
            : new((Int128)ExactMath.DivideUnlimited((BigInteger)margin.Units * part.Units, whole.Units, Rounding.Ceiling));
}
