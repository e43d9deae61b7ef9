using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Engine.Tests.Determinism;

/// <summary>A change of behaviour does not pass unnoticed: every event of a fixed script, and its hashes, are committed beside this test.</summary>
/// <remarks>When behaviour is meant to change: run with PLIMSOLL_UPDATE_GOLDEN=1, and read the difference before committing it.</remarks>
public sealed class GoldenWorldTests
{
    private const string VectorsOff = "PLIMSOLL_VECTORS_OFF";
    private const string WorldHash = "PLIMSOLL_WORLD_HASH";

    [Theory]
    [InlineData("golden-world.txt")]
    [InlineData("golden-options.txt")]
    public void The_script_makes_the_committed_events_and_hashes(string file)
    {
        RequireVectorsOffWhereAsked();
        var venue = file == "golden-options.txt" ? OptionWorld.Play() : GoldenWorld.Play();
        string[] lines =
        [
            .. venue.Log,
            $"events {Convert.ToHexStringLower(venue.Engine.EventHash)}",
            $"state {Convert.ToHexStringLower(venue.Engine.StateHash())}",
        ];
        if (Environment.GetEnvironmentVariable("PLIMSOLL_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllLines(GoldenFile(file), lines);
        }

        var golden = File.ReadAllLines(GoldenFile(file));

        for (var line = 0; line < Math.Min(lines.Length, golden.Length); line++)
        {
            Assert.True(golden[line] == lines[line], $"Line {line + 1}:\nwas {golden[line]}\nis  {lines[line]}");
        }

        Assert.Equal(golden.Length, lines.Length);
    }

    [Fact]
    public void Random_worlds_make_the_same_hashes_in_two_runs_and_two_processes()
    {
        RequireVectorsOffWhereAsked();

        Assert.Equal(Environment.GetEnvironmentVariable(WorldHash) ?? HashOfRandomWorlds(), HashOfRandomWorlds());
    }

    [Theory]
    [InlineData("AVX512")]
    [InlineData("AVX512 AVX2")]
    public void Without_wide_vectors_the_hashes_are_the_same(string off)
    {
        using var child = Process.Start(Without(off))!;
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();

        Assert.True(child.ExitCode == 0, output);
        Assert.Contains("succeeded: 3", output, StringComparison.Ordinal);
    }

    /// <summary>In the process that was started without them, the tests above must not pass by having them after all.</summary>
    private static void RequireVectorsOffWhereAsked()
    {
        var off = Environment.GetEnvironmentVariable(VectorsOff) ?? "";
        Assert.False(off.Contains("AVX512", StringComparison.Ordinal) && Avx512F.IsSupported, "AVX-512 is on");
        if (off.Contains("AVX2", StringComparison.Ordinal))
        {
            Assert.False(Vector256.IsHardwareAccelerated, "256-bit vectors are on");
            Assert.False(Avx2.IsSupported, "AVX2 is on");
        }
    }

    private static ProcessStartInfo Without(string vectors)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet")
        {
            start.ArgumentList.Add(typeof(GoldenWorldTests).Assembly.Location);
        }

        string[] tests =
        [
            nameof(The_script_makes_the_committed_events_and_hashes),
            nameof(Random_worlds_make_the_same_hashes_in_two_runs_and_two_processes),
        ];
        foreach (var argument in (string[])["--filter-method", .. tests.Select(test => $"*.{test}"), "--no-progress", "--no-ansi"])
        {
            start.ArgumentList.Add(argument);
        }

        foreach (var set in vectors.Split(' '))
        {
            start.Environment[$"DOTNET_Enable{set}"] = "0";
        }

        start.Environment[VectorsOff] = vectors;
        start.Environment[WorldHash] = HashOfRandomWorlds();
        return start;
    }

    private static string HashOfRandomWorlds()
    {
        var hashes = new List<string>();
        for (ulong seed = 200; seed < 204; seed++)
        {
            var world = new RandomWorld(seed, hasSchemes: seed % 2 == 0);
            for (var step = 0; step < 400; step++)
            {
                world.Apply(world.Next());
            }

            hashes.Add(Convert.ToHexStringLower(world.Engine.EventHash) + Convert.ToHexStringLower(world.Engine.StateHash()));
        }

        return string.Join(' ', hashes);
    }

    private static string GoldenFile(string file) => RepositoryFiles.PathOf("tests", "Plimsoll.Engine.Tests", "Determinism", file);
}
