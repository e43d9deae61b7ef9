using FsCheck.Fluent;
using Plimsoll.Margin;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Tests.Margin;

/// <summary>What is computed at every tick leaves nothing for the garbage collector.</summary>
public sealed class AllocationTests
{
    private const int WarmUp = 200;

    private static readonly Portfolio[] Accounts = [.. Gen.Sample(AnyPortfolio.Accounts.Generator, 20)];

    [Fact]
    public void Margin_without_an_explanation_allocates_nothing()
    {
        // Each account in turn, so that every kind of instrument and every tier is met.
        Assert.Equal(
            0,
            BytesOf(round =>
            {
                var account = Accounts[round % Accounts.Length];
                var silent = default(NoExplanation);
                return StandardMargin.Evaluate(account.Market, account.Balances, account.Positions, ref silent).Equity.Units;
            })
        );
    }

    /// <summary>Otherwise the zeros around it would mean nothing.</summary>
    [Fact]
    public void The_measure_sees_an_allocation() =>
        Assert.NotEqual(
            0,
            BytesOf(round =>
            {
                var account = Accounts[round % Accounts.Length];
                return MarginExplanation.Of(account.Market, account.Balances, account.Positions).Margin.Equity.Units;
            })
        );

    [Fact]
    public void A_mark_price_allocates_nothing()
    {
        var inputs = new MarkInputs(new(5_000_000), new(4_999_000), new(5_001_000), new(5_000_500), 7, new(1_000), new(10), new(100));

        Assert.Equal(0, BytesOf(_ => MarkPriceRule.Compute(Sample.Linear, inputs).Mark.Units));
    }

    [Fact]
    public void A_weighted_median_allocates_nothing() =>
        Assert.Equal(
            0,
            BytesOf(round =>
            {
                Span<(Price, int)> entries = [(new(round), 2), (new(7), 1), (new(1_000), 3)];
                return WeightedMedian.Of(entries).Units;
            })
        );

    private static long BytesOf(Func<int, Int128> compute)
    {
        Int128 sum = 0;
        for (var round = 0; round < WarmUp; round++)
        {
            sum += compute(round);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < WarmUp; round++)
        {
            sum += compute(round);
        }

        var after = GC.GetAllocatedBytesForCurrentThread();
        GC.KeepAlive(sum);
        return after - before;
    }
}
