using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Cli;

/// <summary>Says where a report is, in the same words whatever wrote it.</summary>
internal static class ReportNote
{
    /// <summary>Beside the figures, not among them: whoever pipes these on does not get it.</summary>
    public static void Write(TextWriter error, string path) => error.WriteLine($"plimsoll: the report is in {PrintableText.Of(path)}");
}
