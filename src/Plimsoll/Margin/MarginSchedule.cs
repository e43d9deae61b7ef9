using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>How much margin one instrument's position and open orders need: tiers, a formula, or whatever a venue has.</summary>
/// <remarks>
/// <para>Pure and immutable. Amounts are in the settlement asset, rounded up, never negative. The same object answers estimates and starts liquidations.</para>
/// <para>Monotone: at the same prices a smaller position of the same side, with its share of the cost, never needs more. Liquidations are sized on it.</para>
/// <para>Source: docs/spec/0015-margin-models.md (MODL-001 … MODL-014).</para>
/// </remarks>
public abstract class MarginSchedule
{
    /// <summary>The largest requirement that a formula comes to, 10^28 units: what would be more is this. Estimates refuse it.</summary>
    public static Money MostRequired { get; } = new((Int128)10_000_000_000_000_000_000 * 1_000_000_000);

    /// <summary>Whether no position can be margined by it: for spot.</summary>
    public virtual bool IsEmpty => false;

    /// <summary>Whether requirements depend on the index price: the engine then keeps it in <see cref="MarketPoint.Index"/>.</summary>
    public virtual bool NeedsIndex => false;

    /// <summary>Whether initial margin depends on the open interest: the engine then keeps it in <see cref="MarketPoint.OpenInterest"/>.</summary>
    /// <remarks>Maintenance margin never does: what others trade may make opening dearer, and liquidates nobody.</remarks>
    public virtual bool NeedsOpenInterest => false;

    /// <summary>Whether open orders are in maintenance margin too, also without a position.</summary>
    public virtual bool AreOrdersInMaintenance => false;

    /// <summary>
    /// Whether maintenance margin is a function of size and notional alone and never falls as the notional of a position rises, so that the largest notional that may come
    /// bounds it.
    /// </summary>
    public virtual bool RisesWithNotional => false;

    /// <summary>A rate that maintenance margin never exceeds: requirement ≤ ⌈rate · notional⌉ at every notional up to one. Null where none is known.</summary>
    /// <param name="contract">The instrument.</param>
    /// <param name="quantity">The position.</param>
    /// <param name="most">The largest notional that it may have, in the settlement asset.</param>
    public virtual Rate? MaintenanceRateUpTo(Contract contract, Quantity quantity, Money most) => null;

    /// <summary>A line that maintenance margin never falls below: requirement ≥ rate · notional − deduction at every notional, closest at one. Null where none is known.</summary>
    /// <param name="notional">Where it is to be close, in the settlement asset.</param>
    public virtual (Rate Rate, Money Deduction)? MaintenanceFloorAt(Money notional) => null;

    /// <summary>The initial margin rate of the smallest position: no leverage can ask for less.</summary>
    public abstract Rate LeastInitialRate { get; }

    /// <summary>What it takes to keep a position.</summary>
    /// <param name="contract">The instrument.</param>
    /// <param name="position">The position, not flat unless orders count here too.</param>
    /// <param name="market">Prices.</param>
    /// <param name="notional">The position's notional at the mark.</param>
    /// <param name="terms">Hears each step; null when nobody listens.</param>
    public abstract Money Maintenance(
        Contract contract,
        in PositionLine position,
        in MarketPoint market,
        Money notional,
        MarginTerms? terms
    );

    /// <summary>What it takes to open or increase, with open orders by their worse side.</summary>
    /// <param name="contract">The instrument.</param>
    /// <param name="position">The position and its orders.</param>
    /// <param name="market">Prices.</param>
    /// <param name="terms">Hears each step of the side that counts; null when nobody listens.</param>
    public virtual Money Initial(Contract contract, in PositionLine position, in MarketPoint market, MarginTerms? terms)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var bought = position.Quantity + position.OpenBuy;
        if (!position.HasOrders)
        {
            return InitialOfSide(contract, position, bought, position.BuyLoss, market, terms);
        }

        var sold = position.Quantity - position.OpenSell;
        var buying = InitialOfSide(contract, position, bought, position.BuyLoss, market, null);
        var selling = InitialOfSide(contract, position, sold, position.SellLoss, market, null);
        var isSelling = selling > buying;
        if (terms is null)
        {
            return isSelling ? selling : buying;
        }

        return isSelling
            ? InitialOfSide(contract, position, sold, position.SellLoss, market, terms)
            : InitialOfSide(contract, position, bought, position.BuyLoss, market, terms);
    }

    /// <summary>Initial margin of an exposure: the position with all orders of one side filled.</summary>
    /// <param name="contract">The instrument.</param>
    /// <param name="position">The position as it is, for its leverage and cost.</param>
    /// <param name="exposure">The signed quantity to margin.</param>
    /// <param name="market">Prices.</param>
    /// <param name="terms">Hears each step; null when nobody listens.</param>
    protected abstract Money InitialOf(
        Contract contract,
        in PositionLine position,
        Quantity exposure,
        in MarketPoint market,
        MarginTerms? terms
    );

    private Money InitialOfSide(
        Contract contract,
        in PositionLine position,
        Quantity exposure,
        Money loss,
        in MarketPoint market,
        MarginTerms? terms
    )
    {
        var margin = InitialOf(contract, position, exposure, market, terms);
        if (!loss.IsZero)
        {
            terms?.Add("immediate loss of open orders", loss);
        }

        return margin + loss;
    }
}
