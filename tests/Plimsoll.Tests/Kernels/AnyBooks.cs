using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Kernels.Scenarios;

namespace Plimsoll.Tests.Kernels;

/// <summary>Rows and books of every shape, in numbers of every size, and what big integers make of them.</summary>
internal sealed record AnyBooks(int[] Units, int Scenarios, int[] Starts, int[] Rows, int[] Quantities)
{
    /// <summary>Up to 75 scenarios, so that each remainder of the vectors is met.</summary>
    public static Arbitrary<AnyBooks> Arbitrary { get; } =
        (
            from scenarios in Gen.Choose(1, 75)
            from rows in Gen.Choose(1, 6)
            from sizes in Gen.Choose(0, 7).ArrayOf(5)
            from units in Numbers.ArrayOf(rows * scenarios)
            from rowOf in Gen.Choose(0, rows - 1).ArrayOf(sizes.Sum())
            from quantities in Numbers.ArrayOf(sizes.Sum())
            select new AnyBooks(units, scenarios, Ends(sizes), rowOf, quantities)
        ).ToArbitrary();

    /// <summary>Small ones, any, and the very largest.</summary>
    private static Gen<int> Numbers =>
        Gen.OneOf(Gen.Choose(-9, 9), Gen.Choose(int.MinValue, int.MaxValue), Gen.Elements(int.MinValue, int.MaxValue, -1, 0));

    public ScenarioRows ScenarioRows => new(Units, Scenarios);

    public Books Books => new(Starts, Rows, Quantities);

    public int Count => Starts.Length - 1;

    /// <summary>The sum as it is, beyond all widths.</summary>
    public BigInteger Sum(int account, int scenario)
    {
        var sum = BigInteger.Zero;
        for (var p = Starts[account]; p < Starts[account + 1]; p++)
        {
            sum += (BigInteger)Units[(Rows[p] * Scenarios) + scenario] * Quantities[p];
        }

        return sum;
    }

    /// <summary>The sum as 64 bits hold it.</summary>
    public long Wrapped(int account, int scenario) => unchecked((long)(ulong)(Sum(account, scenario) & ulong.MaxValue));

    public override string ToString() =>
        $"{Scenarios} scenarios of {string.Join(' ', Units)}; {string.Join(' ', Rows)}; {string.Join(' ', Quantities)}; {string.Join(' ', Starts)}";

    private static int[] Ends(int[] sizes)
    {
        var ends = new int[sizes.Length + 1];
        for (var i = 0; i < sizes.Length; i++)
        {
            ends[i + 1] = ends[i] + sizes[i];
        }

        return ends;
    }
}
