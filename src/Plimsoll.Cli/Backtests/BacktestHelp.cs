using Plimsoll.Simulation.Backtests;

namespace Plimsoll.Cli.Backtests;

/// <summary>What the help of <c>plimsoll backtest</c> adds.</summary>
internal static class BacktestHelp
{
    public static string More =>
        $"""
            Models:
            {string.Join('\n', BacktestModelKind.All.Select(model => $"  {model.Name, -11}{model.Words}"))}

            Or a margin model, by a name that plimsoll models lists or by its file:
            its initial margin, on the coins that it lists.

            Examples:
              plimsoll backtest
              plimsoll backtest --report backtest.html
              plimsoll backtest --model ewma garch --book spot --data hourly.csv.gz --window 2000
              plimsoll backtest --model ewma derive-pmrm-2 my-venue.yaml

            Exit codes:
              0    done; models may well have failed their tests, which the table says
              1    a file is not what it must be, or cannot be written
              2    the command line is not what it must be
              130  stopped by Ctrl-C; the books done by then are shown

            """;
}
