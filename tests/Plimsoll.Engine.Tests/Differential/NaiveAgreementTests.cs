using Plimsoll.Testing.Naive;

namespace Plimsoll.Engine.Tests.Differential;

/// <summary>The engine and the naive model, written from the same specification by different hands, agree on random worlds.</summary>
public sealed class NaiveAgreementTests
{
    [Fact]
    [Trait("Criterion", "PACC-012")]
    [Trait("Criterion", "PACC-013")]
    [Trait("Criterion", "PACC-020")]
    [Trait("Criterion", "PACC-023")]
    [Trait("Criterion", "PACC-030")]
    [Trait("Criterion", "PACC-031")]
    public void Agrees_on_a_few_worlds()
    {
        for (ulong seed = 1; seed <= 10; seed++)
            Compare(seed, commands: 400);
    }

    [Fact, Trait("Category", "Slow")]
    public void Agrees_on_many_worlds()
    {
        for (ulong seed = 1_000; seed < 1_150; seed++)
            Compare(seed, commands: 1_000);
    }

    private static void Compare(ulong seed, int commands)
    {
        var pair = new Lockstep(seed);
        for (var step = 0; step < commands; step++)
        {
            if (pair.Next() is { } difference)
                Assert.Fail(difference);
        }
    }
}
