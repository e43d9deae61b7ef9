using Plimsoll.Numerics;

namespace Plimsoll.Tests.Numerics;

/// <summary>The generator against the known answers that its authors publish with Random123 (kat_vectors, philox4x32 10).</summary>
public sealed class Philox4x32Tests
{
    [Theory, Trait("Criterion", "VARR-030")]
    [InlineData(0UL, 0UL, 0UL, 0xE169C58D_6627E8D5, 0x9B00DBD8_BC57AC4C)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x41C83B0E_408F276D, 0x6D5451FD_A20BC7C6)]
    [InlineData(0x85A308D3_243F6A88, 0x03707344_13198A2E, 0x299F31D0_A4093822, 0x94FDCCEB_D16CFE09, 0x24126EA1_5001E420)]
    public void Gives_the_published_answers(ulong low, ulong high, ulong key, ulong first, ulong second) =>
        Assert.Equal((first, second), Philox4x32.Block(low, high, key));

    [Fact, Trait("Criterion", "VARR-030")]
    public void Uniform_numbers_lie_strictly_within_zero_and_one()
    {
        Assert.True(Philox4x32.Uniform(0) > 0);
        Assert.True(Philox4x32.Uniform(ulong.MaxValue) < 1);
        Assert.True(double.IsFinite(NormalDistribution.InverseCumulative(Philox4x32.Uniform(ulong.MaxValue))));
    }
}
