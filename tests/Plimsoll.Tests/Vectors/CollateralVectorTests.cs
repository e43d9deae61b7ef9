using Plimsoll.Collateral;
using Plimsoll.Values;

namespace Plimsoll.Tests.Vectors;

public sealed class CollateralVectorTests
{
    public static TheoryData<string> DiscountLadders => VectorCases.DiscountLadders.Ids;

    [Theory, Trait("Criterion", "MARG-010")]
    [MemberData(nameof(DiscountLadders))]
    public void Okx_takes_less_of_each_further_slice(string id)
    {
        var vector = VectorFiles.Find(id);
        var ladder = LadderOf(vector);
        var rung = ladder.Rungs[(int)vector.Number("tier") - 1];

        vector.Agrees("cap", (decimal)rung.UpTo.Units);
        vector.Agrees("rate", Scale.Number(rung.Haircut.WeightNano, 9));

        // What the last hundred of that slice add is the rate itself.
        var added = ladder.Counted(rung.UpTo) - ladder.Counted(rung.UpTo - new Money(100));
        vector.Agrees("rate", Scale.Number(added.Units, 2));
    }

    /// <summary>The rungs that are listed one by one, then equal steps of amount and rate up to the tier asked for.</summary>
    private static HaircutLadder LadderOf(Vector vector)
    {
        var rungs = vector
            .Inputs.GetProperty("explicit")
            .EnumerateArray()
            .Select(row => (Cap: row[0].GetDecimal(), Rate: row[1].GetDecimal()))
            .ToList();
        while (rungs.Count < vector.Number("tier"))
        {
            rungs.Add((rungs[^1].Cap + vector.Number("size_step"), rungs[^1].Rate - vector.Number("rate_step")));
        }

        return new(rungs.Select(rung => new HaircutRung(new((Int128)rung.Cap), new(Scale.Units(1 - rung.Rate, 9)))));
    }
}
