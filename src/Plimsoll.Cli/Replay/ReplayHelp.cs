namespace Plimsoll.Cli.Replay;

/// <summary>What the help of <c>plimsoll replay</c> adds: examples, and what the exit codes mean.</summary>
internal static class ReplayHelp
{
    public const string More = """
        Examples:
          plimsoll replay prices.csv.gz --report crash.html
          plimsoll replay prices.csv --accounts 5,000 --preset stress --json
          plimsoll replay prices.csv --model hyperliquid --no-compare
          plimsoll replay prices.csv --mark bitmex:XBTUSD --no-compare
          plimsoll replay prices.csv --statement 14354,14355
          plimsoll replay prices.csv --statement 14354 --statement-csv statement.csv
          plimsoll replay prices.csv --statement 14354 --statement-from 2020-03-12T10:30 --statement-to 2020-03-12T11:00

        Exit codes:
          0    done, and sound
          1    a file is not what it must be, or cannot be written
          2    the command line is not what it must be
          3    not sound: an account missed, money out of balance, or a bug found
          130  stopped by Ctrl-C; the figures are of the part that ran

        """;
}
