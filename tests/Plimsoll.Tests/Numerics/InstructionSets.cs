using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Plimsoll.Tests.Numerics;

/// <summary>Runs a test again in a process without some of the processor's instruction sets.</summary>
internal static class InstructionSets
{
    private const string SetsOff = "PLIMSOLL_INSTRUCTION_SETS_OFF";

    /// <summary>In a process that was started without them, a test must not pass by having them after all.</summary>
    public static void RequireOffWhereAsked()
    {
        var off = (Environment.GetEnvironmentVariable(SetsOff) ?? "").Split(' ');
        Assert.False(off.Contains("avx512", StringComparer.Ordinal) && Vector512.IsHardwareAccelerated, "AVX-512 is on");
        Assert.False(off.Contains("avx2", StringComparer.Ordinal) && (Avx2.IsSupported || Vector256.IsHardwareAccelerated), "AVX2 is on");
        Assert.False(off.Contains("fma", StringComparer.Ordinal) && Fma.IsSupported, "Fused multiply-add is on");
    }

    /// <summary>The named test must pass in a process of its own, started with the runtime's switches set to zero.</summary>
    public static void RequirePassWithout(string test, string switches, string off)
    {
        using var child = Process.Start(Without(test, switches, off))!;
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();

        Assert.True(child.ExitCode == 0, output);
        Assert.Contains("succeeded: 1", output, StringComparison.Ordinal);
    }

    private static ProcessStartInfo Without(string test, string switches, string off)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(InstructionSets).Assembly.Location);
        }

        foreach (var argument in (string[])["--filter-method", "*." + test, "--no-progress", "--no-ansi"])
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
