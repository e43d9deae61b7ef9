using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plimsoll.Tests.Numerics;

/// <summary>The kernels give the same bits with the processor's wide vectors and its fused multiply-add as without.</summary>
public sealed class KernelDeterminismTests
{
    private const string SetsOff = "PLIMSOLL_INSTRUCTION_SETS_OFF";

    /// <summary>Changes with any bit of any kernel: with it changes every hash of a state that a kernel feeds.</summary>
    private const string Committed = "efa19093e429737c1782a0460d3dce6ece7cd55c565e02b7a4f5de7e7cb3c356";

    [Fact, Trait("Criterion", "NUME-004")]
    public void The_bits_are_the_committed_ones()
    {
        RequireSetsOffWhereAsked();

        var hash = KernelBits.Hash();
        Assert.True(hash == Committed, $"The kernels' bits have changed: {hash}");
    }

    [Theory, Trait("Criterion", "NUME-004")]
    [InlineData("EnableAVX512", "avx512")]
    [InlineData("EnableAVX2", "avx512 avx2")]
    [InlineData("EnableFMA EnableAVX2", "avx512 avx2 fma")]
    public void They_are_the_same_without_instruction_sets(string switches, string off)
    {
        using var child = Process.Start(Without(switches, off))!;
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();

        Assert.True(child.ExitCode == 0, output);
        Assert.Contains("succeeded: 1", output, StringComparison.Ordinal);
    }

    /// <summary>In a process that was started without them, the test above must not pass by having them after all.</summary>
    private static void RequireSetsOffWhereAsked()
    {
        var off = (Environment.GetEnvironmentVariable(SetsOff) ?? "").Split(' ');
        Assert.False(off.Contains("avx512", StringComparer.Ordinal) && Vector512.IsHardwareAccelerated, "AVX-512 is on");
        Assert.False(off.Contains("avx2", StringComparer.Ordinal) && (Avx2.IsSupported || Vector256.IsHardwareAccelerated), "AVX2 is on");
        Assert.False(off.Contains("fma", StringComparer.Ordinal) && Fma.IsSupported, "Fused multiply-add is on");
    }

    private static ProcessStartInfo Without(string switches, string off)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(KernelDeterminismTests).Assembly.Location);
        }

        foreach (
            var argument in (string[])["--filter-method", "*." + nameof(The_bits_are_the_committed_ones), "--no-progress", "--no-ansi"]
        )
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var name in switches.Split(' '))
        {
            start.Environment["DOTNET_" + name] = "0";
        }

        start.Environment[SetsOff] = off;
        return start;
    }
}
