using Plimsoll.Simulation.Markets;
using Plimsoll.Simulation.Replay;

namespace Plimsoll.Cli.Replay;

/// <summary>What <c>plimsoll replay</c> was asked for, checked as far as can be checked without the files.</summary>
internal sealed record ReplayArguments(
    IReadOnlyList<string> Files,
    int Accounts,
    long Seed,
    MarkRule Mark,
    ReplayPreset Preset,
    double? Speed,
    string? Report,
    bool Json,
    bool NoCompare
)
{
    /// <summary>The command line that gives the same figures again.</summary>
    public override string ToString() =>
        $"plimsoll replay {string.Join(' ', Files.Select(file => file.Contains(' ') ? $"'{file}'" : file))} --accounts {Accounts} --seed {Seed} --mark {Mark.Name} --preset {Preset.Name}";
}
