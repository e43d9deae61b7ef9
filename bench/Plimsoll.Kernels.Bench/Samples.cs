using System.Globalization;

namespace Plimsoll.Kernels.Bench;

/// <summary>What the programs printed, round by round.</summary>
internal sealed class Samples
{
    private readonly Dictionary<string, List<Sample>> _rates = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _checks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _sizes = new(StringComparer.Ordinal);

    /// <summary>Checks on which programs, or rounds, did not agree.</summary>
    public IEnumerable<string> Disagreements => _checks.Where(check => check.Value.Count > 1).Select(check => check.Key);

    /// <summary>Sizes that stand in names.</summary>
    public IReadOnlyDictionary<string, int> Sizes => _sizes;

    /// <summary>
    /// Lines <c>round TAB rate TAB name TAB unit TAB min TAB median TAB max</c> (with a word more where the three numbers are others), <c>round TAB check TAB name TAB value</c>
    /// and <c>round TAB size TAB name TAB accounts</c>; others are passed over.
    /// </summary>
    public static Samples Read(string path)
    {
        var samples = new Samples();
        foreach (var line in File.ReadLines(path))
        {
            switch (line.Split('\t'))
            {
                case [var round, "rate", var name, var unit, var low, var middle, var high, .. var columns]:
                    samples
                        .Of(name)
                        .Add(
                            new(
                                int.Parse(round, CultureInfo.InvariantCulture),
                                unit,
                                Number(low),
                                Number(middle),
                                Number(high),
                                columns is [var named] ? named : Figure.Usual
                            )
                        );
                    break;

                case [_, "size", var name, var accounts]:
                    samples._sizes[name] = int.Parse(accounts, CultureInfo.InvariantCulture);
                    break;

                case [_, "check", var name, var value]:
                    samples.Check(name).Add(value);
                    break;
            }
        }

        return samples;
    }

    /// <summary>The rounds of a case; none when it was not measured.</summary>
    public List<Sample> Of(string name) => _rates.TryGetValue(name, out var list) ? list : _rates[name] = [];

    private HashSet<string> Check(string name) =>
        _checks.TryGetValue(name, out var set) ? set : _checks[name] = new(StringComparer.Ordinal);

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
