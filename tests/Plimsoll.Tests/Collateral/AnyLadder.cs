using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Collateral;
using Plimsoll.Tests.Margin;
using Plimsoll.Values;

namespace Plimsoll.Tests.Collateral;

/// <summary>Haircut ladders of one to five rungs.</summary>
internal static class AnyLadder
{
    public static Gen<HaircutLadder> Generator { get; } =
        from count in Gen.Choose(1, 5)
        from steps in AnyTiers.Notionals.ArrayOf(count)
        from haircuts in Gen.Choose(0, 1_000_000_000).ArrayOf(count)
        select Build(steps, [.. haircuts.Order()]);

    private static HaircutLadder Build(Money[] steps, int[] haircuts)
    {
        var upTo = Money.Zero;
        return new(steps.Select((step, i) => new HaircutRung(upTo += step + new Money(1), new Haircut(haircuts[i]))));
    }
}
