using System.Globalization;
using Plimsoll.Simulation.Backtests;

namespace Plimsoll.Cli.Backtests;

/// <summary>What <c>plimsoll backtest</c> was asked for.</summary>
internal sealed record BacktestArguments(
    IReadOnlyList<string> Files,
    IReadOnlyList<BacktestModelKind> Models,
    IReadOnlyList<BookKind> Kinds,
    double Level,
    int? Window,
    string? Report,
    bool Json
)
{
    /// <summary>The command line that gives the same figures again.</summary>
    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"./run backtest --data {string.Join(' ', Files)} --model {string.Join(' ', Models.Select(model => model.Given))} --level {Level}{(Window is { } window ? $" --window {window}" : "")}"
        );
}
