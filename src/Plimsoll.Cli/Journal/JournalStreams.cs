using System.Globalization;

namespace Plimsoll.Cli.Journal;

/// <summary>Where results, words and progress go, and who stops it.</summary>
/// <param name="Output">Results.</param>
/// <param name="Error">Everything else.</param>
/// <param name="Cancellation">Stops.</param>
internal sealed record JournalStreams(TextWriter Output, TextWriter Error, CancellationToken Cancellation)
{
    private const int Often = 4_096;
    private const long Step = 1_000_000;

    /// <summary>A line for people.</summary>
    public void Tell(string message) => Error.WriteLine($"plimsoll: {message}");

    /// <summary>Says how far it is, now and then, and stops when it is to.</summary>
    /// <param name="what">What is being done.</param>
    /// <param name="records">How many records are behind it.</param>
    /// <param name="isQuiet">Whether a machine reads the result.</param>
    public void Report(string what, long records, bool isQuiet)
    {
        if (records % Often == 0)
            Cancellation.ThrowIfCancellationRequested();

        if (!isQuiet && records % Step == 0)
            Tell(string.Create(CultureInfo.InvariantCulture, $"{what}, {records:N0} records"));
    }
}
