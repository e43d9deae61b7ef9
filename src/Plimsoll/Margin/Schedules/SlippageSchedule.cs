using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Margin.Schedules;

/// <summary>The cost of closing and a risk factor for each side; initial margin is maintenance margin times a factor.</summary>
/// <remarks>
/// Source: vegaprotocol/specs 0019-MCAL; see <see cref="SlippageAndRiskFactorMargin"/>. Orders count in initial margin, by the worse side and without
/// slippage; maintenance margin is of the position alone, since an account is judged after its orders are cancelled.
/// </remarks>
public sealed class SlippageSchedule : MarginSchedule
{
    /// <summary>Builds a schedule.</summary>
    /// <param name="slippage">Share of notional that closing costs, not negative.</param>
    /// <param name="riskOfLong">Share of notional at risk in a long position, not negative; with the slippage above 0.</param>
    /// <param name="riskOfShort">The same for a short position.</param>
    /// <param name="initialFactor">Initial margin over maintenance margin, at least 1.</param>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public SlippageSchedule(decimal slippage, decimal riskOfLong, decimal riskOfShort, decimal initialFactor)
    {
        if (slippage < 0 || riskOfLong < 0 || riskOfShort < 0 || slippage + Math.Min(riskOfLong, riskOfShort) <= 0 || initialFactor < 1)
        {
            throw new ArgumentException(
                "Shares must not be negative nor all zero, and the initial factor must be at least 1.",
                nameof(slippage)
            );
        }

        (Slippage, RiskOfLong, RiskOfShort, InitialFactor) = (slippage, riskOfLong, riskOfShort, initialFactor);
    }

    /// <summary>Share of notional that closing costs.</summary>
    public decimal Slippage { get; }

    /// <summary>Share of notional at risk in a long position.</summary>
    public decimal RiskOfLong { get; }

    /// <summary>Share of notional at risk in a short position.</summary>
    public decimal RiskOfShort { get; }

    /// <summary>Initial margin over maintenance margin.</summary>
    public decimal InitialFactor { get; }

    /// <inheritdoc/>
    public override Rate LeastInitialRate => DecimalRates.Up(Math.Min(1, (Slippage + Math.Min(RiskOfLong, RiskOfShort)) * InitialFactor));

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
        return Margin(contract, position.Quantity, default, market, 1, Leverage.Unset, terms);
    }

    /// <inheritdoc/>
    public override Money Initial(Contract contract, in PositionLine position, in MarketPoint market, MarginTerms? terms)
    {
        ArgumentNullException.ThrowIfNull(contract);
        var leverage = position.Leverage;
        var buying = Margin(contract, position.Quantity, position.OpenBuy, market, InitialFactor, leverage, null) + position.BuyLoss;
        var selling = Margin(contract, position.Quantity, -position.OpenSell, market, InitialFactor, leverage, null) + position.SellLoss;
        var isSelling = selling > buying;
        if (terms is not null)
        {
            _ = Margin(
                contract,
                position.Quantity,
                isSelling ? -position.OpenSell : position.OpenBuy,
                market,
                InitialFactor,
                leverage,
                terms
            );
        }

        return isSelling ? selling : buying;
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
        return Margin(contract, exposure, default, market, InitialFactor, position.Leverage, terms);
    }

    /// <summary>The margin of a position with orders of one side, which carry risk but do not slip.</summary>
    private Money Margin(
        Contract contract,
        Quantity held,
        Quantity ordered,
        in MarketPoint market,
        decimal factor,
        Leverage leverage,
        MarginTerms? terms
    )
    {
        var scale = new RealScale(contract);
        var exposure = held + ordered;
        var risk = exposure.Sign >= 0 ? RiskOfLong : RiskOfShort;
        // What is held slips only if it is on the side that is margined.
        var slipping = held.Sign == exposure.Sign && !exposure.IsZero ? scale.Size(held, market.Mark) : 0;
        var price = scale.Of(market.Mark);
        var size = scale.Size(exposure, market.Mark);
        var value = scale.IsInverse ? 1 : price;
        if (terms is not null)
        {
            terms.Add("exposure", exposure);
            terms.Add("mark price", market.Mark);
            terms.Add("slippage", Slippage);
            terms.Add("risk factor", risk);
            terms.Add("factor", factor);
        }

        var margin = ((value * Slippage * slipping) + (value * risk * size)) * factor;
        return Money.Max(scale.Required(margin), leverage.InitialMargin(contract.Notional(exposure, market.Mark)));
    }
}
