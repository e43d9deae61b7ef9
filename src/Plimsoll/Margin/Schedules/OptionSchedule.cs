using Plimsoll.Instruments;
using Plimsoll.Pricing;
using Plimsoll.Values;

namespace Plimsoll.Margin.Schedules;

/// <summary>Margin of one option by formula, position by position; long options need nothing beyond their premium: see <see cref="OptionFormula.IsLongWorthHeld"/>.</summary>
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
    public override Rate LeastInitialRate => DecimalRates.Up(Math.Min(1, Formula.Floor));

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

        var each = MaintenanceOfOne(new(contract), market);
        return Total(contract, position.Quantity, market, each, terms);
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
        if (exposure.Sign >= 0)
        {
            return Formula.IsLongWorthHeld && exposure.Sign > 0 ? Worth(contract, exposure, market, terms) : Money.Zero;
        }

        var scale = new RealScale(contract);
        var each = UncoveredOfOne(scale, market);
        each = Formula.IsInitialAtLeastMaintenance ? ExactFraction.Max(each, MaintenanceOfOne(scale, market)) : each;
        return Total(contract, exposure, market, each, terms);
    }

    private static Money Worth(Contract contract, Quantity exposure, in MarketPoint market, MarginTerms? terms)
    {
        var worth = contract.Notional(exposure, market.Mark);
        terms?.Add("exposure", exposure);
        terms?.Add("option price", market.Mark);
        terms?.Add("worth", worth);
        return worth;
    }

    /// <summary>The formula of initial margin, which is that of maintenance margin too where there is no other.</summary>
    private ExactFraction UncoveredOfOne(RealScale scale, in MarketPoint market)
    {
        var basic = ((ExactFraction)Formula.Base * Of(scale, market, OptionBasis.Underlying)) - OutOfTheMoney(scale, market);
        var least = (ExactFraction)Formula.Floor * Of(scale, market, Formula.FloorOf);
        return WithMark(scale, market, ExactFraction.Max(basic, least));
    }

    private ExactFraction MaintenanceOfOne(RealScale scale, in MarketPoint market)
    {
        if (Formula.Maintenance is not { } share)
        {
            return UncoveredOfOne(scale, market);
        }

        var basic = (ExactFraction)share * Of(scale, market, Formula.MaintenanceOf);
        basic = Formula.IsMaintenanceLessOutOfTheMoney ? basic - OutOfTheMoney(scale, market) : basic;
        return WithMark(scale, market, ExactFraction.Max(basic, (ExactFraction)Formula.MaintenanceOfMark * scale.Of(market.Mark)));
    }

    private ExactFraction WithMark(RealScale scale, in MarketPoint market, ExactFraction each)
    {
        var capped =
            Formula.IsCappedAtStrike && Right == OptionType.Put ? ExactFraction.Min(each, Of(scale, market, OptionBasis.Strike)) : each;
        return Formula.IsMarkAdded ? capped + scale.Of(market.Mark) : capped;
    }

    /// <summary>Of all contracts, rounded up once from the exact product: a share of the coin has no end as a decimal.</summary>
    private Money Total(Contract contract, Quantity exposure, in MarketPoint market, ExactFraction each, MarginTerms? terms)
    {
        var scale = new RealScale(contract);
        if (terms is not null)
        {
            terms.Add("exposure", exposure);
            terms.Add("option price", market.Mark);
            terms.Add("underlying price", market.Index);
            terms.Add("out of the money", OutOfTheMoney(scale, market).ToDecimal());
            terms.Add("requirement of one", each.ToDecimal());
        }

        var parameters = contract.Parameters;
        var size = contract.IsInverse
            ? scale.Size(exposure, market.Mark)
            : (ExactFraction)scale.Of(exposure.Abs()) * parameters.Multiplier * ExactFraction.PowerOfTen(-parameters.MultiplierDecimals);
        return scale.Required(size * each);
    }

    /// <summary>How far the option is out of the money, in the unit of its premium.</summary>
    private ExactFraction OutOfTheMoney(RealScale scale, in MarketPoint market)
    {
        var underlying = scale.Of(market.Index);
        ExactFraction distance = Math.Max(0, Right == OptionType.Call ? Strike - underlying : underlying - Strike);
        return IsInverse ? distance / underlying : distance;
    }

    private ExactFraction Of(RealScale scale, in MarketPoint market, OptionBasis basis)
    {
        var underlying = scale.Of(market.Index);
        ExactFraction price = basis switch
        {
            OptionBasis.Strike => Strike,
            OptionBasis.Lower => Math.Min(Strike, underlying),
            _ => underlying,
        };
        return IsInverse ? price / underlying : price;
    }
}
