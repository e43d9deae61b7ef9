using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Schedules;
using Plimsoll.Values;

namespace Plimsoll.Tests.Margin.Schedules;

/// <summary>The worked numbers of docs/spec/0015: one coin a contract, in thousandths, dollars of six decimals.</summary>
public sealed class ScheduleTests
{
    [Fact, Trait("Criterion", "MODL-001")]
    public void Affine_margin_grows_with_the_coins_and_stops_at_the_notional_only_where_that_is_asked_for()
    {
        var schedule = new AffineSchedule(0.02m, 0.01m, 0.00005m, isAtIndex: true);

        Assert.Equal(5_250m, Maintenance(schedule, 10, mark: 51_000, index: 50_000));
        Assert.Equal(10_250m, Initial(schedule, 10, mark: 51_000, index: 50_000));
        Assert.Equal(25_050_000_000m, Maintenance(schedule, 100_000, mark: 51_000, index: 50_000));
        var capped = new AffineSchedule(0.02m, 0.01m, 0.00005m, isAtIndex: true, isCappedAtNotional: true);
        Assert.Equal(5_000_000_000m, Maintenance(capped, 100_000, mark: 51_000, index: 50_000));
        Assert.Equal((decimal)MarginSchedule.MostRequired.Units / 1_000_000, Maintenance(schedule, 200_000, mark: 51_000, index: 50_000));
    }

    [Fact, Trait("Criterion", "MODL-002")]
    public void A_bracket_takes_its_amount_off()
    {
        var schedule = new BracketSchedule(0.01m, 0.005m, 50);

        Assert.Equal(250m, Maintenance(schedule, 1, mark: 60_000));
        Assert.Equal(600m, Initial(schedule, 1, mark: 60_000));
        Assert.Equal(0m, Maintenance(schedule, 1, mark: 9_000));
        Assert.Equal(300m, Maintenance(new BracketSchedule(0.01m, 0.005m, 0.0000005m), 1, mark: 60_000));
    }

    [Theory, Trait("Criterion", "MODL-003")]
    [InlineData(TierStyle.Progressive, TierBoundary.FloorInclusive, 50_000, 200)]
    [InlineData(TierStyle.Progressive, TierBoundary.CapInclusive, 50_000, 200)]
    [InlineData(TierStyle.Progressive, TierBoundary.FloorInclusive, 60_000, 250)]
    [InlineData(TierStyle.Flat, TierBoundary.FloorInclusive, 50_000, 250)]
    [InlineData(TierStyle.Flat, TierBoundary.CapInclusive, 50_000, 200)]
    public void Tiers_by_notional(TierStyle style, TierBoundary boundary, int mark, int expected)
    {
        var schedule = new TierSchedule([new(0, 0.01m, 0.004m), new(50_000, 0.02m, 0.005m)], TierMeasure.Notional, style, boundary);

        Assert.Equal(expected, Maintenance(schedule, 1, mark));
    }

    [Fact, Trait("Criterion", "MODL-003")]
    public void Tiers_by_size_take_off_contracts_at_what_they_are_worth()
    {
        var schedule = new TierSchedule(
            [new(0, 0.01m, 0.004m), new(2, 0.02m, 0.005m)],
            TierMeasure.Size,
            TierStyle.Progressive,
            TierBoundary.FloorInclusive
        );

        Assert.Equal(130m, Maintenance(schedule, 3, mark: 10_000));
        Assert.Equal(600m, Initial(schedule, 3, mark: 10_000));
    }

    [Theory, Trait("Criterion", "MODL-004")]
    [InlineData(1, true, 0, ClosingFeeBasis.Mark, 0, 500)]
    [InlineData(1, false, 0, ClosingFeeBasis.Mark, 0, 600)]
    [InlineData(1, false, 0.0006, ClosingFeeBasis.Mark, 0, 636)]
    [InlineData(1, true, 0.0006, ClosingFeeBasis.Bankruptcy, 1_000, 527)]
    [InlineData(-1, true, 0.0006, ClosingFeeBasis.Bankruptcy, 1_000, 533)]
    [InlineData(1, true, 0.0006, ClosingFeeBasis.Bankruptcy, 0, 530)]
    public void A_provision_adds_the_fee_to_close(int coins, bool isAtEntry, double fee, ClosingFeeBasis basis, int leverage, int expected)
    {
        var schedule = new ProvisionedSchedule(new BracketSchedule(0.02m, 0.01m, 0), isAtEntry, (decimal)fee, basis, isFeeInInitial: true);

        Assert.Equal(expected, Maintenance(schedule, coins, mark: 60_000, entry: 50_000, leverage: leverage));
    }

    [Theory, Trait("Criterion", "MODL-005")]
    [InlineData(6, 600, 1_000_000)]
    [InlineData(6, 700, 857_143)]
    [InlineData(7, 1_300, 538_462)]
    public void Leverage_asks_for_its_exact_part(int mark, int leverage, long expected)
    {
        MarginSchedule[] schedules =
        [
            new BracketSchedule(0.001m, 0.001m, 0),
            new AffineSchedule(0.001m, 0.001m, 0, isAtIndex: false),
            new TierSchedule([new(0, 0.001m, 0.001m)], TierMeasure.Notional, TierStyle.Flat, TierBoundary.CapInclusive),
            new RootScaledSchedule(0.001m, 0.001m, 0),
            new OpenInterestSchedule(0.001m, 1, 0, 0),
        ];

        Assert.All(schedules, schedule => Assert.Equal(expected / 1_000_000m, Initial(schedule, 1, mark, leverage: leverage)));
    }

    [Fact, Trait("Criterion", "MODL-005")]
    public void A_third_takes_a_third() => Assert.Equal(1m, Initial(new BracketSchedule(1 / 3m, 0.01m, 0), 1, mark: 3));

    private static decimal Maintenance(
        MarginSchedule schedule,
        int coins,
        decimal mark,
        decimal index = 0,
        decimal entry = 1,
        int leverage = 0
    )
    {
        var (contract, line, market) = Case(schedule, coins, mark, index, entry, leverage);
        return Dollars(schedule.Maintenance(contract, line, market, contract.Notional(line.Quantity, market.Mark), null));
    }

    private static decimal Initial(MarginSchedule schedule, int coins, decimal mark, decimal index = 0, int leverage = 0)
    {
        var (contract, line, market) = Case(schedule, coins, mark, index, 1, leverage);
        return Dollars(schedule.Initial(contract, line, market, null));
    }

    private static (Contract Contract, PositionLine Line, MarketPoint Market) Case(
        MarginSchedule schedule,
        int coins,
        decimal mark,
        decimal index,
        decimal entry,
        int leverage
    )
    {
        var contract = new Contract(Sample.Linear with { Margin = schedule }, Sample.Usdt.Decimals);
        var quantity = new Quantity(coins * 1_000L);
        var cost = contract.Value(quantity, Sample.Dollars(entry), Rounding.Ceiling);
        return (
            contract,
            new(contract.Parameters.Id, quantity, cost, new(leverage)),
            new(Sample.Dollars(mark), Sample.Dollars(index > 0 ? index : mark))
        );
    }

    private static decimal Dollars(Money amount) => (decimal)amount.Units / 1_000_000m;
}
