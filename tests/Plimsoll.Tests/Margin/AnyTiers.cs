using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin;
using Plimsoll.Testing;
using Plimsoll.Values;

namespace Plimsoll.Tests.Margin;

/// <summary>Margin tables of one to six rows, whose floors and rates need not be round.</summary>
internal static class AnyTiers
{
    public static Gen<Money> Notionals { get; } =
        from digits in Gen.Choose(0, 15)
        from units in Gen.Choose(0, 999_999)
        select new Money((Int128)units * ExactMath.PowerOfTen(digits) / 1_000);

    public static Gen<RiskTierTable> Any => Gen.OneOf(Generator(TierStyle.Flat), Generator(TierStyle.Progressive));

    public static Arbitrary<RiskTierTable> Tables(TierStyle style) => Arb.From(Generator(style));

    private static Gen<RiskTierTable> Generator(TierStyle style) =>
        from count in Gen.Choose(1, 6)
        from steps in Notionals.ArrayOf(count)
        from rates in Gen.Choose(1, 1_000_000_000).ArrayOf(2 * count)
        from boundary in Gen.Elements(TierBoundary.FloorInclusive, TierBoundary.CapInclusive)
        from isLeveraged in Gen.Elements(true, false)
        let table = Build(steps, rates, style, boundary)
        select isLeveraged ? Leveraged.Of(table) : table;

    private static RiskTierTable Build(Money[] steps, int[] rates, TierStyle style, TierBoundary boundary)
    {
        Array.Sort(rates);
        var floor = Money.Zero;
        var rows = new List<(Money Floor, Rate Initial, Rate Maintenance)>();
        for (var row = 0; row < steps.Length; row++)
        {
            rows.Add((floor, new(rates[row + steps.Length]), new(rates[row])));
            floor += steps[row] + new Money(1);
        }

        return style == TierStyle.Progressive ? RiskTierTable.Progressive(rows, boundary) : RiskTierTable.Flat(rows, boundary);
    }
}
