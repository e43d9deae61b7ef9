using System.Globalization;

namespace Plimsoll.Journal;

/// <summary>Command lines for people who have to look at a journal, whole: to be pasted into a shell as they are.</summary>
public static class JournalAdvice
{
    /// <summary>Checks everything in a folder.</summary>
    public static string Verify(string place) => $"plimsoll journal verify {Quote(place)}";

    /// <summary>Shows records from one on, which is kept still.</summary>
    public static string Inspect(string place, long from) =>
        string.Create(CultureInfo.InvariantCulture, $"plimsoll journal inspect {Quote(place)} --from {from}");

    /// <summary>Leaves out a record that stops every start.</summary>
    public static string Skip(string place, long sequence) =>
        string.Create(CultureInfo.InvariantCulture, $"plimsoll journal skip {Quote(place)} --sequence {sequence} --reason \"…\"");

    /// <summary>Says what can be kept of a damaged journal without a copy, and does it when asked.</summary>
    public static string Restore(string place) => $"plimsoll journal restore {Quote(place)}";

    /// <summary>How to check, and to look at what lies before the place, in a sentence.</summary>
    /// <param name="place">The folder.</param>
    /// <param name="from">A record that is kept, a few before the place; 0 when none is known.</param>
    public static string Look(string place, long from) =>
        from > 0 ? $"Check all: {Verify(place)}; look at what lies before: {Inspect(place, from)}." : $"Check all: {Verify(place)}.";

    /// <summary>A record a few before one, of those that are kept.</summary>
    /// <param name="sequence">The record in question.</param>
    /// <param name="first">The first that is kept.</param>
    public static long Before(long sequence, long first) => Math.Max(first, sequence - 4);

    /// <summary>A path as a shell takes it: quoted when it has more than letters, digits and <c>/ . _ -</c>.</summary>
    private static string Quote(string path) =>
        path.Length > 0 && path.All(letter => char.IsAsciiLetterOrDigit(letter) || "/._-\\:".Contains(letter, StringComparison.Ordinal))
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
