using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Margin.Schedules;
using Plimsoll.Pricing;
using Plimsoll.Values;

namespace Plimsoll.Tests.Margin.Schedules;

/// <summary>A schedule of any kind, on an instrument of any payoff, with a position, prices and open interest.</summary>
internal static class AnySchedule
{
    /// <summary>What the engine takes.</summary>
    public static Arbitrary<ScheduleCase> Cases { get; } = Arb.From(Generator(Gen.OneOf(Plain, Provisions)));

    /// <summary>Everything that is not provided for: initial margin is at least maintenance margin.</summary>
    public static Arbitrary<ScheduleCase> PlainCases { get; } = Arb.From(Generator(Plain));

    /// <summary>Options too, which look at the side.</summary>
    public static Arbitrary<ScheduleCase> WithOptions { get; } = Arb.From(Generator(Gen.OneOf(Plain, Provisions, Options)));

    private static Gen<decimal> Rates =>
        from parts in Gen.Choose(1, 1_000_000)
        from third in Gen.Choose(0, 5)
        select third == 0 ? decimal.Ceiling(parts / 250_000m) / 3 / 4 : parts / 1_000_000m;

    private static Gen<decimal> Amounts =>
        from units in Gen.Choose(0, 999_999)
        from digits in Gen.Choose(0, 10)
        select units / (decimal)ExactMath.PowerOfTen(digits);

    private static Gen<MarginSchedule> Plain =>
        Gen.OneOf(
            AnyTiers.Any.Select(table => (MarginSchedule)table),
            from two in TwoRates
            from slope in Amounts
            from isAtIndex in Gen.Elements(true, false)
            from isCapped in Gen.Elements(true, false)
            select (MarginSchedule)new AffineSchedule(two.Upper, two.Lower, slope / 1_000_000, isAtIndex, isCapped),
            from two in TwoRates
            from deduction in Amounts
            select (MarginSchedule)new BracketSchedule(two.Upper, two.Lower, deduction),
            Rows,
            from initial in Gen.Choose(1, 1_000_000)
            from share in Gen.Choose(1, 1_000_000)
            from caps in Amounts.ArrayOf(2)
            select (MarginSchedule)
                new OpenInterestSchedule(initial / 1_000_000m, share / 1_000_000m, caps[0], caps[1] == 0 ? 0 : caps[0] + caps[1]),
            from lower in Gen.Choose(1, 10_000)
            from upper in Gen.Choose(lower, 10_000)
            from factor in Gen.Choose(0, 100_000)
            select (MarginSchedule)new RootScaledSchedule(upper / 10_000m, lower / 10_000m, factor),
            from depth in Gen.Choose(1, 1_000_000)
            from rates in Rates.ArrayOf(3)
            from least in Amounts
            select (MarginSchedule)new SkewScaledSchedule(new(depth, rates[0], rates[1], rates[2], least)),
            from rates in Rates.ArrayOf(3)
            from factor in Gen.Choose(100, 300)
            select (MarginSchedule)new SlippageSchedule(rates[0], rates[1], rates[2], factor / 100m)
        );

    private static Gen<(decimal Lower, decimal Upper)> TwoRates => from rates in Rates.ArrayOf(2) select (rates.Min(), rates.Max());

    private static Gen<MarginSchedule> Rows =>
        from count in Gen.Choose(1, 5)
        from steps in Amounts.ArrayOf(count)
        from rates in Rates.ArrayOf(2 * count)
        from measure in Gen.Elements(TierMeasure.Notional, TierMeasure.Size)
        from style in Gen.Elements(TierStyle.Flat, TierStyle.Progressive)
        from boundary in Gen.Elements(TierBoundary.FloorInclusive, TierBoundary.CapInclusive)
        select Build(steps, [.. rates.Order()], measure, style, boundary);

    private static Gen<MarginSchedule> Provisions =>
        from inner in Plain
        from isAtEntry in Gen.Elements(true, false)
        from fee in Rates
        from basis in Gen.Elements(ClosingFeeBasis.Mark, ClosingFeeBasis.Bankruptcy)
        from isInInitial in Gen.Elements(true, false)
        select (MarginSchedule)new ProvisionedSchedule(inner, isAtEntry, fee / 10, basis, isInInitial);

    private static Gen<MarginSchedule> Options =>
        from right in Gen.Elements(OptionType.Call, OptionType.Put)
        from strike in Gen.Choose(1, 100_000)
        from rates in Rates.ArrayOf(4)
        from flags in Gen.Elements(true, false).ArrayOf(6)
        select (MarginSchedule)
            new OptionSchedule(
                right,
                strike,
                flags[0],
                new()
                {
                    Base = rates[0],
                    Floor = rates[1],
                    Maintenance = flags[1] ? rates[2] : null,
                    MaintenanceOfMark = rates[3],
                    IsMarkAdded = flags[2],
                    IsMaintenanceLessOutOfTheMoney = flags[3],
                    IsCappedAtStrike = flags[4],
                    IsLongWorthHeld = flags[5],
                    IsInitialAtLeastMaintenance = true,
                }
            );

    private static Gen<ScheduleCase> Generator(Gen<MarginSchedule> schedules) =>
        from schedule in schedules
        from parameters in Gen.Elements(Sample.Linear, Sample.Inverse, Sample.Quanto)
        from quantity in Gen.Choose(1, 1_000_000)
        from isShort in Gen.Elements(true, false)
        from prices in Gen.Choose(1, 10_000_000).ArrayOf(3)
        from leverage in Gen.Frequency((1, Gen.Constant(0)), (2, Gen.Choose(100, 12_500)))
        from interest in Gen.Choose(0, int.MaxValue)
        select Build(schedule, parameters, isShort ? -quantity : quantity, prices, leverage, interest);

    private static ScheduleCase Build(
        MarginSchedule schedule,
        InstrumentParameters parameters,
        long quantity,
        int[] prices,
        int leverage,
        int interest
    )
    {
        var contract = new Contract(
            parameters with
            {
                Margin = schedule,
            },
            parameters.SettlementAsset == Sample.Usdt.Id ? Sample.Usdt.Decimals : Sample.Btc.Decimals
        );
        var cost = contract.Value(new(quantity), new(prices[2]), Rounding.Ceiling);
        return new(contract, new(parameters.Id, new(quantity), cost, new(leverage)), new(new(prices[0]), new(prices[1]), new(interest)));
    }

    private static MarginSchedule Build(decimal[] steps, decimal[] rates, TierMeasure measure, TierStyle style, TierBoundary boundary)
    {
        var floor = 0m;
        var rows = new List<TierRow>();
        for (var row = 0; row < steps.Length; row++)
        {
            rows.Add(new(floor, rates[row + steps.Length], rates[row]));
            floor += steps[row] + 0.001m;
        }

        return new TierSchedule(rows, measure, style, boundary);
    }
}
