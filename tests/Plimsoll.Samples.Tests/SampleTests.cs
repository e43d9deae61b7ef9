using System.Reflection;

namespace Plimsoll.Samples.Tests;

/// <summary>A sample prints what the file beside it says: what readers are shown is what they get.</summary>
public sealed class SampleTests
{
    [Theory]
    [InlineData("ThirtyLines")]
    [InlineData("EngineInProcess")]
    [InlineData("PortfolioAccount")]
    [InlineData("RiskDesk")]
    public void Prints_what_it_promises(string sample) =>
        Assert.Equal(File.ReadAllText(Path.Combine(Samples(), sample, "output.txt")), Run(sample), ignoreLineEndingDifferences: true);

    private static string Run(string sample)
    {
        var before = Console.Out;
        using var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            Assembly.Load(sample).EntryPoint!.Invoke(null, [Array.Empty<string>()]);
        }
        finally
        {
            Console.SetOut(before);
        }

        return output.ToString();
    }

    private static string Samples()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Plimsoll.slnx")))
        {
            folder = folder.Parent;
        }

        return Path.Combine(folder!.FullName, "samples");
    }
}
