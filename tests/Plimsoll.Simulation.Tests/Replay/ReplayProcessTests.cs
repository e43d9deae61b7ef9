using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Plimsoll.Simulation.Replay;

namespace Plimsoll.Simulation.Tests.Replay;

/// <summary>A replay computes with floating point outside the engine: it must not depend on which instructions a machine has.</summary>
public sealed class ReplayProcessTests
{
    private const string VectorsOff = "PLIMSOLL_VECTORS_OFF";
    private const string ReplayHash = "PLIMSOLL_REPLAY_HASH";
    private const long FromMs = 1_584_009_000_000; // 12 March 2020 10:30 UTC, into the first crash

    [Fact, Trait("Criterion", "REPL-030")]
    public void Two_processes_give_the_same_hashes()
    {
        var off = Environment.GetEnvironmentVariable(VectorsOff) ?? "";
        Assert.False(off.Contains("AVX512", StringComparison.Ordinal) && Avx512F.IsSupported, "AVX-512 is on");
        if (off.Contains("AVX2", StringComparison.Ordinal))
        {
            Assert.False(Vector256.IsHardwareAccelerated, "256-bit vectors are on");
            Assert.False(Fma.IsSupported, "fused multiplication is on");
        }

        var hash = HashOfReplay();

        Assert.Equal(Environment.GetEnvironmentVariable(ReplayHash) ?? hash, hash);
    }

    [Theory, Trait("Criterion", "REPL-022"), Trait("Criterion", "REPL-030")]
    [InlineData("AVX512")]
    [InlineData("AVX512 AVX2")]
    public void Without_wide_vectors_the_hashes_are_the_same(string off)
    {
        using var child = Process.Start(Without(off))!;
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();

        Assert.True(child.ExitCode == 0, output);
        Assert.Contains("succeeded: 1", output, StringComparison.Ordinal);
    }

    private static ProcessStartInfo Without(string vectors)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(ReplayProcessTests).Assembly.Location);
        }

        foreach (
            var argument in (string[])["--filter-method", $"*.{nameof(Two_processes_give_the_same_hashes)}", "--no-progress", "--no-ansi"]
        )
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var set in vectors.Split(' '))
        {
            start.Environment[$"DOTNET_Enable{set}"] = "0";
        }

        start.Environment[VectorsOff] = vectors;
        start.Environment[ReplayHash] = HashOfReplay();
        return start;
    }

    private static string HashOfReplay()
    {
        using var files = new PriceFiles();
        var request = new ReplayRequest
        {
            History = files.Extract(PriceFiles.BlackThursday, FromMs, FromMs + (30 * 60_000)),
            Accounts = 150,
            Preset = ReplayPreset.Stress,
        };
        var summary = ReplayRun.Execute(request).Summary;
        Assert.True(summary.Liquidations.Started > 0);
        return summary.StateHash + summary.EventHash;
    }
}
