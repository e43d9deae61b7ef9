namespace Plimsoll.Tests.Numerics;

/// <summary>The kernels give the same bits with the processor's wide vectors and its fused multiply-add as without.</summary>
public sealed class KernelDeterminismTests
{
    /// <summary>Changes with any bit of any kernel: with it changes every hash of a state that a kernel feeds.</summary>
    private const string Committed = "4b288ceb384b910571889fefa3afe46882d47bf011ed3a072e74e4bb4ebff9e3";

    [Fact, Trait("Criterion", "NUME-004")]
    public void The_bits_are_the_committed_ones()
    {
        InstructionSets.RequireOffWhereAsked();

        var hash = KernelBits.Hash();
        Assert.True(hash == Committed, $"The kernels' bits have changed: {hash}");
    }

    [Theory, Trait("Criterion", "NUME-004")]
    [InlineData("EnableAVX512", "avx512")]
    [InlineData("EnableAVX2", "avx512 avx2")]
    [InlineData("EnableFMA EnableAVX2", "avx512 avx2 fma")]
    public void They_are_the_same_without_instruction_sets(string switches, string off) =>
        InstructionSets.RequirePassWithout(nameof(The_bits_are_the_committed_ones), switches, off);
}
