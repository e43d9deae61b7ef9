using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Collateral;
using Plimsoll.Funding;
using Plimsoll.Instruments;
using Plimsoll.Marking;
using Plimsoll.Testing;
using Plimsoll.Tests.Values;
using Plimsoll.Values;

namespace Plimsoll.Tests.Instruments;

/// <summary>Parameters of any content: validators answer, and what they accept can be computed with.</summary>
public sealed class ValidatorFuzzTests
{
    private static Config Thorough => Exploration.Of(5_000);

    private static Gen<long> Longs =>
        Gen.OneOf(Wide.Longs.Generator, Gen.Choose(-2, 20).Select(number => (long)number), Gen.Elements(1_000_000_000L, Price.MaxUnits));

    private static Gen<int> Ints =>
        Gen.Frequency((8, Gen.Choose(0, 12)), (1, Gen.Choose(-1, 20)), (1, Gen.Elements(int.MinValue, int.MaxValue)));

    private static Gen<string?> Names => Gen.Elements(null, "", "BTC", "a b", "\0", "\ud800", new string('x', 40));

    private static Arbitrary<InstrumentParameters> Instruments =>
        Arb.From(
            from names in Names
            from kinds in Gen.Choose(0, 255).Or(Gen.Choose(1, 3)).ArrayOf(2)
            from decimals in Ints.ArrayOf(3)
            from numbers in Longs.ArrayOf(16)
            from nulls in OneIn(20).ArrayOf(4)
            from isOdd in OneIn(5).ArrayOf(6)
            select new InstrumentParameters
            {
                Id = new(0),
                Symbol = isOdd[0] ? names! : "BTC",
                Kind = isOdd[1] ? (InstrumentKind)kinds[0] : InstrumentKind.Perpetual,
                Payoff = (Payoff)kinds[1],
                SettlementAsset = new(0),
                Underlying = new(0),
                PriceDecimals = isOdd[2] ? decimals[0] : 2,
                QuantityDecimals = decimals[1],
                Multiplier = isOdd[3] ? numbers[0] : 1,
                MultiplierDecimals = isOdd[3] ? decimals[2] : 0,
                TickSize = isOdd[3] ? new(numbers[1]) : new(1_000),
                LotSize = isOdd[3] ? new(numbers[2]) : new(1_000),
                MaxOrderQuantity = isOdd[3] ? new(numbers[3]) : new(1_000),
                Margin = nulls[0] ? null! : Sample.Rates(2, 1),
                Fees =
                    nulls[1] ? null!
                    : isOdd[4] ? new(new(numbers[4]), new(numbers[5]), new(numbers[6]))
                    : FeeSchedule.Free,
                Mark =
                    nulls[2] ? null!
                    : isOdd[4] ? new(new(numbers[7]), new(numbers[8]), new(numbers[9]))
                    : MarkParameters.Default,
                Funding =
                    nulls[3] ? null!
                    : isOdd[5] ? new(new(numbers[10]), new(numbers[11]), new(numbers[12]), new(numbers[13]))
                    : FundingParameters.Default,
                Expiry = isOdd[5] ? new(numbers[14]) : Timestamp.Never,
                DeliveryWindow = isOdd[5] ? new(numbers[15]) : Duration.FromMinutes(30),
            }
        );

    [Fact, Trait("Criterion", "INST-006")]
    public void An_instrument_that_is_accepted_can_be_computed_with() =>
        Prop.ForAll(
                Instruments,
                Arb.From(Ints),
                Arb.From(Longs.ArrayOf(4)),
                (parameters, assetDecimals, numbers) =>
                {
                    var settlement = Sample.Usdt with { Decimals = assetDecimals };
                    if (InstrumentValidator.Validate(parameters, settlement, Sample.Btc, Sample.BtcIndex) is not null)
                    {
                        return true.Classify(true, "refused");
                    }

                    var contract = new Contract(parameters, assetDecimals);
                    contract.Value(parameters.LotSize, parameters.TickSize, Rounding.Floor);
                    var inputs = new MarkInputs(
                        In(numbers[0]),
                        In(numbers[1]),
                        In(numbers[2]),
                        In(numbers[3]),
                        numbers[0],
                        Duration.FromMinutes(10),
                        parameters.Funding.Cap,
                        parameters.Funding.Interval
                    );
                    return MarkPriceRule.Compute(parameters, inputs).Mark.IsPositive.Classify(true, "accepted");
                }
            )
            .Check(Thorough);

    [Fact]
    public void An_asset_of_any_content_is_judged() =>
        Prop.ForAll(
                Arb.From(Names),
                Arb.From(Ints.ArrayOf(3)),
                Arb.From(Wide.Numbers.Generator.ArrayOf(3)),
                (name, decimals, amounts) =>
                {
                    var asset = new AssetParameters
                    {
                        Id = new(1),
                        Symbol = name!,
                        Decimals = decimals[0],
                        Index = new(0),
                        Haircuts = amounts[2] < 0 ? null! : HaircutLadder.Uniform(Haircut.None),
                        AccountCap = new(amounts[0]),
                        VenueCap = new(amounts[1]),
                    };
                    var index = Sample.BtcIndex with { Decimals = decimals[1] };

                    var fault = AssetValidator.Validate(asset, index, decimals[2]);

                    return fault is not null
                        || AssetValuation.Of(asset, index.Decimals, decimals[2]).At(new(1)).ToEquity(asset.AccountCap) >= Money.Zero;
                }
            )
            .Check(Thorough);

    [Fact]
    public void An_index_of_any_content_is_judged() =>
        Prop.ForAll(
                Arb.From(Names.ArrayOf(3)),
                Arb.From(Ints.ArrayOf(2)),
                Arb.From(Longs.ArrayOf(9)),
                (names, numbers, longs) =>
                {
                    var index = new IndexParameters
                    {
                        Id = new(3),
                        Symbol = names[0]!,
                        Decimals = numbers[0],
                        Sources = [new(names[1]!, numbers[1], new(2)), null!, new(names[2]!, 1)],
                        StaleAfter = new(longs[0]),
                        FrozenWindow = new(longs[1]),
                        FrozenShare = new(longs[2]),
                        MaxDeviation = new(longs[3]),
                        ReturnAfter = new(longs[4]),
                        ClampPerMinute = new(longs[5]),
                        WindowBound = new(longs[6]),
                        WindowLength = new(longs[7]),
                        NoSourceMarginMultiple = new(longs[8]),
                    };
                    return IndexValidator.Validate(index) is not null
                        && IndexValidator.FirstFixedDifference(index, index) is null
                        && IndexValidator.FirstFixedDifference(index, index with { Sources = null! }) == "Sources";
                }
            )
            .Check(Thorough);

    private static Gen<bool> OneIn(int count) => Gen.Choose(1, count).Select(number => number == 1);

    private static Price In(long units) => new(1 + (units & long.MaxValue) % Price.MaxUnits);
}
