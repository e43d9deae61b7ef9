using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Funding;
using Plimsoll.Instruments;
using Plimsoll.Marking;
using Plimsoll.Testing;
using Plimsoll.Tests.Values;
using Plimsoll.Values;

namespace Plimsoll.Tests.Marking;

/// <summary>The mark price against the text of docs/spec/0003-prices.md, written out in numbers of unlimited size.</summary>
public sealed class MarkPriceRulePropertyTests
{
    private static readonly BigInteger Nano = 1_000_000_000;
    private static readonly BigInteger Million = 1_000_000;

    private static Arbitrary<InstrumentParameters> Instruments =>
        Arb.From(
            from kind in Gen.Elements(InstrumentKind.Perpetual, InstrumentKind.Perpetual, InstrumentKind.DatedFuture, InstrumentKind.Spot)
            from constant in Upto(86_400_000_000_000)
            from basisClamp in Upto(Rate.NanoPerOne)
            from lastClamp in Upto(Rate.NanoPerOne)
            from interval in Gen.Choose(1, 1_440)
            select Sample.Linear with
            {
                Kind = kind,
                Mark = new(new(constant), new(basisClamp), new(lastClamp)),
                Funding = FundingParameters.Default with { Interval = Duration.FromMinutes(interval) },
            }
        );

    private static Arbitrary<MarkInputs> Inputs =>
        Arb.From(
            from index in Upto(Price.MaxUnits - 1).Select(units => units + 1)
            from book in Around(index).ArrayOf(3)
            from basis in Wide.Longs.Generator
            from elapsed in Upto(600_000_000_000)
            from rate in Upto(2 * Rate.NanoPerOne)
            from toGo in Upto(Rate.NanoPerOne)
            select new MarkInputs(
                new(index),
                new(book[0]),
                new(book[1]),
                new(book[2]),
                basis,
                new(elapsed),
                new(rate - Rate.NanoPerOne),
                new(toGo) // as a share of the interval, which only the instrument knows
            )
        );

    [Fact, Trait("Criterion", "PRIC-030"), Trait("Criterion", "PRIC-031")]
    public void Mark_basis_and_premium_are_what_the_specification_says() =>
        Prop.ForAll(
                Instruments,
                Inputs,
                (instrument, drawn) =>
                {
                    var interval = (BigInteger)instrument.Funding.Interval.Nanoseconds;
                    var inputs = drawn with { TimeToFunding = new((long)(interval * drawn.TimeToFunding.Nanoseconds / Nano)) };

                    var outputs = MarkPriceRule.Compute(instrument, inputs);

                    var (mark, basis, premium) = Specified(instrument, inputs);
                    return outputs.Mark.Units == mark && outputs.SmoothedBasis == basis && outputs.Premium.Nano == premium;
                }
            )
            .Check(Exploration.Of(5_000));

    private static (BigInteger Mark, BigInteger Basis, BigInteger Premium) Specified(InstrumentParameters instrument, MarkInputs inputs)
    {
        BigInteger index = inputs.Index.Units;
        BigInteger? mid = inputs.Bid.Units > 0 && inputs.Ask.Units > 0 ? Floor(inputs.Bid.Units + (BigInteger)inputs.Ask.Units, 2) : null;
        BigInteger? last = inputs.Last.Units > 0 ? inputs.Last.Units : null;
        var market = (mid, last) switch
        {
            (null, _) => last,
            (_, null) => mid,
            _ when inputs.Bid > inputs.Ask => mid,
            _ => BigInteger.Clamp(last.Value, inputs.Bid.Units, inputs.Ask.Units),
        };

        BigInteger basis = inputs.SmoothedBasis;
        BigInteger elapsed = inputs.Elapsed.Nanoseconds;
        var whole = elapsed + instrument.Mark.BasisTimeConstant.Nanoseconds;
        if ((mid ?? market) is { } sampled && whole > 0)
        {
            basis += Floor((((sampled - index) * Million) - basis) * elapsed, whole);
        }

        var reach = BigInteger.Min(Floor(index * instrument.Mark.BasisClamp.Nano, Nano) * Million, long.MaxValue);
        basis = BigInteger.Clamp(basis, -reach, reach);

        var byBasis = index + Floor(basis, Million);
        var byFunding =
            index
            + Floor(index * inputs.FundingRate.Nano * inputs.TimeToFunding.Nanoseconds, instrument.Funding.Interval.Nanoseconds * Nano);
        var lastReach = Floor(index * instrument.Mark.LastClamp.Nano, Nano);
        BigInteger? byMarket = market is null ? null : BigInteger.Clamp(market.Value, index - lastReach, index + lastReach);

        var mark = instrument.Kind switch
        {
            InstrumentKind.Spot => index,
            InstrumentKind.DatedFuture => byBasis,
            _ when byMarket is { } third => new[] { byBasis, byFunding, third }.Order().ElementAt(1),
            _ => Floor(byBasis + byFunding, 2),
        };
        return (BigInteger.Max(1, mark), basis, Floor(((byMarket ?? byBasis) - index) * Nano, index));
    }

    private static BigInteger Floor(BigInteger above, BigInteger below) => Wide.Quotient(above, below, isUp: false);

    private static Gen<long> Upto(long most) => Wide.LongDivisors.Generator.Select(bits => bits % (most + 1));

    /// <summary>Missing, close to the index, or anywhere.</summary>
    private static Gen<long> Around(long index) =>
        Gen.OneOf(
            Gen.Constant(0L),
            Upto(Price.MaxUnits),
            Gen.Choose(-50_000_000, 50_000_000).Select(share => Math.Max(1, (long)(index + ((Int128)index * share / 1_000_000_000))))
        );
}
