using Plimsoll.Instruments;
using Plimsoll.Pricing;
using Plimsoll.Values;

namespace Plimsoll.Margin.Schedules;

/// <summary>Margin of one option by formula, position by position; long options need nothing beyond their premium.</summary>
/// <remarks>The instrument's price is the option's premium: in money for linear options, in the coin for inverse ones. See <see cref="OptionFormula"/>.</remarks>
public sealed class OptionSchedule : MarginSchedule
{
    /// <summary>Builds the schedule of one option.</summary>
    /// <param name="right">Call or put.</param>
    /// <param name="strike">Strike in the index's currency, above zero.</param>
    /// <param name="isInverse">Whether premium and margin are in the underlying coin.</param>
    /// <param name="formula">The numbers.</param>
    public OptionSchedule(OptionType right, decimal strike, bool isInverse, OptionFormula formula)
    {
        ArgumentNullException.ThrowIfNull(formula);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(strike);
        (Right, Strike, IsInverse, Formula) = (right, strike, isInverse, formula);
    }

    /// <summary>Call or put.</summary>
    public OptionType Right { get; }

    /// <summary>The strike.</summary>
    public decimal Strike { get; }

    /// <summary>Whether premium and margin are in the underlying coin.</summary>
    public bool IsInverse { get; }

    /// <summary>The numbers.</summary>
    public OptionFormula Formula { get; }

    /// <inheritdoc/>
    public override bool NeedsIndex => true;

    /// <inheritdoc/>
    public override Rate LeastInitialRate => Leverages.Up(Math.Min(1, Formula.Floor));

    /// <inheritdoc/>
    public override Money Maintenance(
        Contract contract,
        in PositionLine position,
        in MarketPoint market,
        Money notional,
        MarginTerms? terms
    )
    {
        if (position.Quantity.Sign >= 0)
        {
            return Money.Zero;
        }

        var scale = new RealScale(contract);
        var each = MaintenanceOfOne(scale, market);
        return Total(scale, position.Quantity, market, each, terms);
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
        if (exposure.Sign >= 0)
        {
            return Money.Zero;
        }

        var scale = new RealScale(contract);
        var each = Capped(
            scale,
            market,
            Math.Max(
                (Formula.Base * Of(scale, market, OptionBasis.Underlying)) - OutOfTheMoney(scale, market),
                Formula.Floor * Of(scale, market, Formula.FloorOf)
            )
        );
        each += Formula.IsMarkAdded ? scale.Of(market.Mark) : 0;
        each = Formula.IsInitialAtLeastMaintenance ? Math.Max(each, MaintenanceOfOne(scale, market)) : each;
        return Total(scale, exposure, market, each, terms);
    }

    private decimal MaintenanceOfOne(RealScale scale, in MarketPoint market)
    {
        var mark = scale.Of(market.Mark);
        if (Formula.Maintenance is not { } share)
        {
            var least = Formula.Floor * Of(scale, market, Formula.FloorOf);
            return Capped(
                    scale,
                    market,
                    Math.Max((Formula.Base * Of(scale, market, OptionBasis.Underlying)) - OutOfTheMoney(scale, market), least)
                ) + (Formula.IsMarkAdded ? mark : 0);
        }

        var basic = share * Of(scale, market, Formula.MaintenanceOf);
        basic -= Formula.IsMaintenanceLessOutOfTheMoney ? OutOfTheMoney(scale, market) : 0;
        return Capped(scale, market, Math.Max(basic, Formula.MaintenanceOfMark * mark)) + (Formula.IsMarkAdded ? mark : 0);
    }

    private decimal Capped(RealScale scale, in MarketPoint market, decimal each) =>
        Formula.IsCappedAtStrike && Right == OptionType.Put ? Math.Min(each, Of(scale, market, OptionBasis.Strike)) : each;

    private Money Total(RealScale scale, Quantity exposure, in MarketPoint market, decimal each, MarginTerms? terms)
    {
        var size = scale.Size(exposure, market.Mark);
        if (terms is not null)
        {
            terms.Add("exposure", exposure);
            terms.Add("option price", market.Mark);
            terms.Add("underlying price", market.Index);
            terms.Add("out of the money", OutOfTheMoney(scale, market));
            terms.Add("requirement of one", each);
        }

        return scale.Required(size * each);
    }

    /// <summary>How far the option is out of the money, in the unit of its premium.</summary>
    private decimal OutOfTheMoney(RealScale scale, in MarketPoint market)
    {
        var underlying = scale.Of(market.Index);
        var distance = Math.Max(0, Right == OptionType.Call ? Strike - underlying : underlying - Strike);
        return IsInverse ? distance / underlying : distance;
    }

    private decimal Of(RealScale scale, in MarketPoint market, OptionBasis basis)
    {
        var underlying = scale.Of(market.Index);
        var price = basis switch
        {
            OptionBasis.Strike => Strike,
            OptionBasis.Lower => Math.Min(Strike, underlying),
            _ => underlying,
        };
        return IsInverse ? price / underlying : price;
    }
}
