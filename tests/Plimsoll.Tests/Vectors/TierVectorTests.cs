using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Tests.Vectors;

public sealed class TierVectorTests
{
    private const int Decimals = 6;

    public static TheoryData<string> Brackets => VectorCases.Brackets.Ids;

    public static TheoryData<string> NextAmount => VectorCases.NextAmount.Ids;

    public static TheoryData<string> FlatBrackets => VectorCases.FlatBrackets.Ids;

    public static TheoryData<string> LeverageBrackets => VectorCases.LeverageBrackets.Ids;

    public static TheoryData<string> LeverageTiers => VectorCases.LeverageTiers.Ids;

    [Theory, Trait("Criterion", "MARG-003")]
    [MemberData(nameof(Brackets))]
    public void Binance_selects_rate_and_amount_by_notional(string id)
    {
        var vector = VectorFiles.Find(id);
        var table = VectorTiers.Progressive(vector.Inputs.GetProperty("tiers"), Decimals);
        var notional = new Money(Scale.WideUnits(vector.Number("notional"), Decimals));

        vector.Agrees("mmr", Scale.Number(table.For(notional).MaintenanceMarginRate));
        if (vector.Expected.TryGetProperty("cum", out _))
        {
            vector.Agrees("cum", Scale.Number(table.For(notional).MaintenanceAmount.Units, Decimals));
        }

        if (vector.Expected.TryGetProperty("maintenance_margin", out _))
        {
            vector.Agrees("maintenance_margin", Scale.Number(table.MaintenanceMargin(notional).Units, Decimals));
        }
    }

    [Theory, Trait("Criterion", "MARG-003")]
    [MemberData(nameof(NextAmount))]
    public void Binance_derives_an_amount_from_the_one_before(string id)
    {
        var vector = VectorFiles.Find(id);
        var before = VectorTiers.RateAndAmount(vector.Number("prev_mmr"), vector.Number("prev_cum"), Decimals);
        var floor = new Money(Scale.WideUnits(vector.Number("floor"), Decimals));
        var rows = before.Tiers.ToArray().Select(tier => (tier.Floor, tier.InitialMarginRate, tier.MaintenanceMarginRate));

        var table = RiskTierTable.Progressive(
            rows.Append((floor, Rate.One, Scale.RateOf(vector.Number("mmr")))),
            TierBoundary.FloorInclusive
        );

        vector.Agrees("cum", Scale.Number(table.Tiers[^1].MaintenanceAmount.Units, Decimals));
    }

    [Theory, Trait("Criterion", "MARG-004")]
    [MemberData(nameof(FlatBrackets))]
    public void Okx_counts_the_upper_end_of_a_tier_as_its_own(string id)
    {
        // Rows are [smallest, largest, rate] in contracts; the largest of one row is where the next begins.
        var vector = VectorFiles.Find(id);
        var rows = vector.Inputs.GetProperty("tiers").EnumerateArray().ToList();
        var table = RiskTierTable.Flat(
            rows.Select((row, i) => (new Money(i == 0 ? 0 : rows[i - 1][1].GetInt64()), Rate.One, Scale.RateOf(row[2].GetDecimal()))),
            TierBoundary.CapInclusive
        );

        vector.Agrees("mmr", Scale.Number(table.For(new((Int128)vector.Number("size"))).MaintenanceMarginRate));
    }

    [Theory, Trait("Criterion", "MARG-003")]
    [MemberData(nameof(LeverageBrackets))]
    public void Hyperliquid_keeps_half_of_what_the_largest_leverage_needs(string id)
    {
        var vector = VectorFiles.Find(id);
        var rows = vector.Inputs.GetProperty("tiers_floor_leverage").EnumerateArray();
        var table = ByLeverage(rows.Select(row => (row[0].GetDecimal(), row[1].GetInt32())));
        var notional = new Money(Scale.WideUnits(vector.Number("notional"), Decimals));

        vector.Agrees("mm_rate", Scale.Number(table.For(notional).MaintenanceMarginRate));
        vector.Agrees("deduction", Scale.Number(table.For(notional).MaintenanceAmount.Units, Decimals));
        vector.Agrees("maintenance_margin", Scale.Number(table.MaintenanceMargin(notional).Units, Decimals));
    }

    [Theory, Trait("Criterion", "MARG-003")]
    [MemberData(nameof(LeverageTiers))]
    public void Hyperliquid_deducts_what_lower_tiers_need_less(string id)
    {
        var vector = VectorFiles.Find(id);
        var rows = vector.Inputs.GetProperty("tiers").EnumerateArray();
        var table = ByLeverage(rows.Select(row => (row.GetProperty("lower").GetDecimal(), row.GetProperty("maxLeverage").GetInt32())));
        var deductions = vector.Expected.GetProperty("deductions").EnumerateArray().Select(Vector.NumberOf).ToList();
        var maintenance = vector.Expected.GetProperty("maintenance").EnumerateArray().Select(Vector.NumberOf).ToList();
        var notionals = vector.Inputs.GetProperty("notionals").EnumerateArray().Select(Vector.NumberOf).ToList();

        for (var i = 0; i < deductions.Count; i++)
        {
            vector.Agrees(
                "deduction",
                deductions[i],
                Scale.Number(table.Tiers[i].MaintenanceAmount.Units, Decimals),
                notionals[i] / 1_000_000_000m
            );
        }

        for (var i = 0; i < notionals.Count; i++)
        {
            var margin = table.MaintenanceMargin(new(Scale.WideUnits(notionals[i], Decimals)));
            vector.Agrees("maintenance", maintenance[i], Scale.Number(margin.Units, Decimals), notionals[i] / 1_000_000_000m);
        }
    }

    private static RiskTierTable ByLeverage(IEnumerable<(decimal Floor, int Leverage)> rows) =>
        RiskTierTable.Progressive(
            from row in rows
            let initial = Leverage.Of(row.Leverage).InitialMarginRate
            let maintenance = Leverage.Of(2 * row.Leverage).InitialMarginRate
            select (new Money(Scale.WideUnits(row.Floor, Decimals)), initial, maintenance),
            TierBoundary.FloorInclusive
        );
}
