using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Instruments;
using Plimsoll.Testing;
using Plimsoll.Tests.Values;
using Plimsoll.Values;

namespace Plimsoll.Tests.Instruments;

/// <summary>Contracts of every scale against fractions of unlimited size, written from docs/spec/0002-instruments.md.</summary>
public sealed class ContractPropertyTests
{
    private static Config Thorough => Exploration.Of(3_000);

    private static Arbitrary<(InstrumentParameters Parameters, int AssetDecimals)> Contracts =>
        Arb.From(
            from payoff in Gen.Elements(Payoff.Linear, Payoff.Inverse, Payoff.Quanto)
            from decimals in Gen.Choose(0, 12).ArrayOf(3)
            from asset in Gen.Choose(0, 18)
            from multiplier in Wide.LongDivisors.Generator
            let parameters = Sample.Linear with
            {
                Payoff = payoff,
                PriceDecimals = decimals[0],
                QuantityDecimals = decimals[1],
                MultiplierDecimals = decimals[2],
                Multiplier = multiplier,
            }
            where Contract.TryFraction(parameters, asset, out _, out _)
            select (parameters, asset)
        );

    private static Arbitrary<Quantity> Quantities =>
        Arb.From(Wide.Longs.Generator.Where(units => units != long.MinValue).Select(units => new Quantity(units)));

    private static Arbitrary<Price> Prices =>
        Arb.From(Wide.LongDivisors.Generator.Select(units => new Price(1 + (units % Price.MaxUnits))));

    [Fact, Trait("Criterion", "INST-001"), Trait("Criterion", "INST-002"), Trait("Criterion", "INST-004")]
    public void Value_is_the_fraction_rounded_once() =>
        Prop.ForAll(
                Contracts,
                Quantities,
                Prices,
                (instrument, quantity, price) =>
                {
                    var contract = new Contract(instrument.Parameters, instrument.AssetDecimals);
                    var (above, below) = ValueOf(instrument, quantity.Units, price.Units);
                    return Wide.Agrees(
                            Wide.Quotient(above, below, isUp: false),
                            () => contract.Value(quantity, price, Rounding.Floor).Units
                        )
                        && Wide.Agrees(
                            Wide.Quotient(above, below, isUp: true),
                            () => contract.Value(quantity, price, Rounding.Ceiling).Units
                        );
                }
            )
            .Check(Thorough);

    [Fact, Trait("Criterion", "VALU-003")]
    public void Notional_is_the_size_of_the_value_rounded_up() =>
        Prop.ForAll(
                Contracts,
                Quantities,
                Prices,
                (instrument, quantity, price) =>
                {
                    var contract = new Contract(instrument.Parameters, instrument.AssetDecimals);
                    var (above, below) = ValueOf(instrument, quantity.Units, price.Units);
                    return Wide.Agrees(
                        Wide.Quotient(BigInteger.Abs(above), below, isUp: true),
                        () => contract.Notional(quantity, price).Units
                    );
                }
            )
            .Check(Thorough);

    [Fact, Trait("Criterion", "INST-005")]
    public void Price_at_value_is_the_first_price_that_is_worth_it() =>
        Prop.ForAll(
                Contracts,
                Quantities,
                Wide.Numbers,
                (instrument, quantity, value) => quantity.IsZero || IsFirstPriceWorth(instrument, quantity, value)
            )
            .Check(Thorough);

    [Fact, Trait("Criterion", "INST-005")]
    public void Price_at_a_value_close_to_a_price_is_the_first_price_that_is_worth_it() =>
        Prop.ForAll(
                Contracts,
                Arb.From(Quantities.Generator.Zip(Prices.Generator)),
                Arb.From(Gen.Choose(-2, 2)),
                (instrument, at, offset) =>
                {
                    var (above, below) = ValueOf(instrument, at.Item1.Units, at.Item2.Units);
                    var value = Wide.Quotient(above, below, isUp: false) + offset;
                    return at.Item1.IsZero
                        || value < Int128.MinValue
                        || value > Int128.MaxValue
                        || IsFirstPriceWorth(instrument, at.Item1, (Int128)value);
                }
            )
            .Check(Thorough);

    [Fact, Trait("Criterion", "INST-005")]
    public void Price_at_value_gives_a_price_back() =>
        Prop.ForAll(
                Contracts,
                Quantities,
                Prices,
                (instrument, quantity, price) =>
                {
                    var contract = new Contract(instrument.Parameters, instrument.AssetDecimals);
                    var (above, below) = ValueOf(instrument, quantity.Units, price.Units);
                    var worth = Wide.Quotient(above, below, isUp: false);
                    if (quantity.IsZero || worth < Int128.MinValue || worth > Int128.MaxValue || worth * below != above)
                    {
                        return true; // the value itself was rounded: the test above judges that
                    }

                    var value = contract.Value(quantity, price, Rounding.Floor);
                    return contract.PriceAtValue(quantity, value, Rounding.Floor) == price
                        && contract.PriceAtValue(quantity, value, Rounding.Ceiling) == price;
                }
            )
            .Check(Thorough);

    [Fact, Trait("Criterion", "INST-003")]
    public void A_fill_on_the_grid_is_exact_when_tick_times_lot_is_whole() =>
        Prop.ForAll(
                Contracts,
                Arb.From(Gen.Choose(1, 1_000_000).Two()),
                Arb.From(Gen.Choose(1, 1_000_000).Two()),
                (instrument, steps, counts) =>
                {
                    var parameters = instrument.Parameters with { TickSize = new(steps.Item1), LotSize = new(steps.Item2) };
                    var contract = new Contract(parameters, instrument.AssetDecimals);
                    var (above, below) = ValueOf(instrument, steps.Item2, steps.Item1);
                    var isWhole = contract.IsInverse || above % below == 0;
                    if (contract.TickTimesLotIsWhole != isWhole)
                    {
                        return false;
                    }

                    var (filledAbove, filledBelow) = ValueOf(
                        instrument,
                        (long)steps.Item2 * counts.Item2,
                        (long)steps.Item1 * counts.Item1
                    );
                    return contract.IsInverse || !isWhole || filledAbove % filledBelow == 0;
                }
            )
            .Check(Thorough);

    // A value floors to at least v exactly when it is at least v; for a long it rises with the price, for a short it falls.
    private static bool IsFirstPriceWorth((InstrumentParameters Parameters, int AssetDecimals) instrument, Quantity quantity, Int128 value)
    {
        var contract = new Contract(instrument.Parameters, instrument.AssetDecimals);
        var isLong = quantity.Sign > 0;
        var price = contract.PriceAtValue(quantity, new(value), isLong ? Rounding.Ceiling : Rounding.Floor);
        if (price.IsPositive)
        {
            var beyond = price.Units + (isLong ? -1 : 1);
            return IsWorth(price.Units) && (beyond <= 0 || !IsWorth(beyond));
        }

        // None: no price in range is the first one. (Price 1 may be worth it for a long, when the value lies at or below zero price.)
        return isLong ? !IsWorth(Price.MaxUnits) || AtOrBelowZero() : !IsWorth(1) || IsWorth(Price.MaxUnits + 1);

        bool IsWorth(long units)
        {
            var (above, below) = ValueOf(instrument, quantity.Units, units);
            return above >= value * below;
        }

        bool AtOrBelowZero() => contract.IsInverse ? value >= 0 : value <= 0;
    }

    /// <summary>Numerator and positive denominator of the signed value, in settlement units.</summary>
    private static (BigInteger Above, BigInteger Below) ValueOf(
        (InstrumentParameters Parameters, int AssetDecimals) instrument,
        long quantity,
        long price
    )
    {
        var (parameters, asset) = instrument;
        var contracts = (BigInteger)quantity * parameters.Multiplier;
        var scale = Ten(parameters.QuantityDecimals + parameters.MultiplierDecimals);
        return parameters.Payoff == Payoff.Inverse
            ? (-contracts * Ten(asset + parameters.PriceDecimals), scale * price)
            : (contracts * price * Ten(asset), scale * Ten(parameters.PriceDecimals));
    }

    private static BigInteger Ten(int exponent) => BigInteger.Pow(10, exponent);
}
