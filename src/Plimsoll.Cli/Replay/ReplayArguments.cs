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
    string? Model,
    double? Speed,
    string? Report,
    bool Json,
    bool NoCompare,
    IReadOnlyList<int> Statements,
    string? StatementCsv,
    DateTimeOffset? StatementFrom,
    DateTimeOffset? StatementTo,
    bool IsFullScan
)
{
    /// <summary>The command line that gives the same figures again, fit for a shell in the repository.</summary>
    public override string ToString() =>
        $"./run replay {string.Join(' ', Files.Select(Quoted))} --accounts {Accounts} --seed {Seed} --mark {Mark.Name} --preset {Preset.Name}{(Model is null ? "" : " --model " + Quoted(Model))}";

    private static string Quoted(string path) =>
        path.All(sign => char.IsAsciiLetterOrDigit(sign) || "._/-+=:@%,".Contains(sign, StringComparison.Ordinal)) && !path.StartsWith('-')
            ? path
            : $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
