using System.Collections.Concurrent;
using System.Globalization;

namespace Plimsoll.Fuzz.Venue;

/// <summary>What became of the cases: shows whether the fuzzer reaches deep, or is turned away at the door.</summary>
internal sealed class Tally
{
    private readonly ConcurrentDictionary<string, long> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, long> _accepted = new(StringComparer.Ordinal);
    private long _cases;

    public long Cases => Interlocked.Read(ref _cases);

    public void Count(string answer, string? operation = null)
    {
        Interlocked.Increment(ref _cases);
        _answers.AddOrUpdate(answer, 1, static (_, count) => count + 1);
        if (answer == "ok" && operation is not null)
            _accepted.AddOrUpdate(operation, 1, static (_, count) => count + 1);
    }

    /// <summary>What is told beside the cases.</summary>
    public void Note(string what, long count = 1) => _answers.AddOrUpdate("(" + what + ")", count, (_, before) => before + count);

    public void Write(TextWriter output, IEnumerable<string> operations)
    {
        foreach (var (answer, count) in _answers.OrderByDescending(each => each.Value))
        {
            output.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"  {answer, -28} {count, 12:N0} {100.0 * count / Math.Max(1, Cases), 7:F2} %")
            );
        }

        var known = operations.ToList();
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"  operations accepted at least once: {known.Count(_accepted.ContainsKey)} of {known.Count}"
            )
        );
        output.WriteLine("  never accepted: " + string.Join(", ", known.Where(each => !_accepted.ContainsKey(each))));
    }
}
