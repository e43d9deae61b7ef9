using System.Text;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Server.Configuration;

namespace Plimsoll.Fuzz.Targets;

/// <summary>YAML: the server's settings, models and portfolios. Each is taken, or refused with faults that name their place.</summary>
internal sealed class TextTarget : IFuzzTarget
{
    private static readonly Dictionary<string, string> Nothing = [];

    private readonly List<(byte[] Text, Action<string> Read)> _kinds = [];
    private long _taken;
    private long _refused;

    public TextTarget(string root)
    {
        Add(Path.Combine(root, "samples", "server"), text => SettingsReader.Read("settings.yaml", text, Nothing));
        Add(Path.Combine(root, "samples", "portfolios"), text => PortfolioReader.Read("portfolio.yaml", text));
        Add(Path.Combine(root, "models"), text => ModelReader.Read("model.yaml", text));
        Seeds = [.. _kinds.Select(kind => kind.Text).Where(text => text.Length < 20_000)];
    }

    public IReadOnlyList<byte[]> Seeds { get; }

    public IReadOnlyList<string> Words { get; } =
    [
        "unknown",
        "50%",
        "-50%",
        "1x",
        "1h",
        "64MiB",
        "&a [*a]",
        "!!str",
        "<<: *a",
        "? [",
        "|\n",
        ">\n",
        "2026-01-31",
        "  - ",
        "key: value\n",
        "---\n",
        "...\n",
        "assets:\n",
        "instruments:\n",
        "http://[::1]:1",
    ];

    public string Summary => $"{_taken:N0} taken, {_refused:N0} refused";

    public ValueTask<string?> TryAsync(byte[] input)
    {
        var text = Encoding.UTF8.GetString(input);
        foreach (var read in _kinds.Select(kind => kind.Read).Distinct())
        {
            try
            {
                read(text);
                _taken++;
            }
            catch (DocumentException refusal) when (refusal.Faults.Count > 0)
            {
                _refused++;
            }
        }

        return default;
    }

    public ValueTask DisposeAsync() => default;

    private void Add(string folder, Action<string> read) =>
        _kinds.AddRange(
            Directory.EnumerateFiles(folder, "*.yaml").Order(StringComparer.Ordinal).Select(file => (File.ReadAllBytes(file), read))
        );
}
