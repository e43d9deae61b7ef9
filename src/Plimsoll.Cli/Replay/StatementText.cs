using System.Globalization;
using Plimsoll.Simulation.Replay;

namespace Plimsoll.Cli.Replay;

/// <summary>Statements of accounts for people, and as CSV.</summary>
internal static class StatementText
{
    private static readonly string[] Heads =
    [
        "time, UTC",
        "command",
        "reason",
        "asset",
        "amount",
        "balance",
        "with",
        "reference",
        "parameters",
    ];
    private static readonly bool[] IsNumber = [false, true, false, false, true, true, false, true, true];

    /// <summary>A table each, its columns as wide as they must be.</summary>
    public static void Write(IEnumerable<ReplayStatement> statements, TextWriter output)
    {
        foreach (var statement in statements)
        {
            output.WriteLine();
            output.WriteLine(
                $"statement of account {statement.Account}, {statement.Owner}: {Lines(statement.Lines.Count)}, from a balance of {Balances(statement.Opening)}"
            );
            if (statement.Lines.Count == 0)
            {
                continue;
            }

            var rows = statement.Lines.Select(line => Cells(line, "yyyy-MM-dd HH:mm:ss", grouped: true)).Prepend(Heads).ToList();
            var widths = Heads.Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
            foreach (var row in rows)
            {
                var cells = row.Select((cell, i) => IsNumber[i] ? cell.PadLeft(widths[i]) : cell.PadRight(widths[i]));
                output.WriteLine(string.Join("  ", cells).TrimEnd());
            }

            output.WriteLine($"closing balance {Balances(statement.Closing)}");
        }
    }

    /// <summary>One header, then every line of every statement.</summary>
    public static void WriteCsv(IEnumerable<ReplayStatement> statements, TextWriter output)
    {
        output.Write("account,time_utc,command,reason,asset,amount,balance,counterparty,reference,parameters,counterparty_name\n");
        foreach (var statement in statements)
        {
            foreach (var line in statement.Lines)
            {
                output.Write(
                    $"{statement.Account},{string.Join(',', Cells(line, "yyyy-MM-ddTHH:mm:ss.fffZ", grouped: false))},{line.CounterpartyName}\n"
                );
            }
        }
    }

    private static string[] Cells(ReplayStatementLine line, string time, bool grouped) =>
        [
            DateTimeOffset.FromUnixTimeMilliseconds(line.AtMs).ToString(time, CultureInfo.InvariantCulture),
            line.Command.ToString(CultureInfo.InvariantCulture),
            line.Reason,
            line.Asset,
            Amount(line.Amount, line.Decimals, grouped),
            Amount(line.Balance, line.Decimals, grouped),
            grouped ? line.CounterpartyName : line.Counterparty.ToString(CultureInfo.InvariantCulture),
            line.Reference == 0 && grouped ? "" : line.Reference.ToString(CultureInfo.InvariantCulture),
            line.ParametersVersion.ToString(CultureInfo.InvariantCulture),
        ];

    private static string Balances(IEnumerable<StatementBalance> balances)
    {
        var words = string.Join(", ", balances.Select(one => $"{Amount(one.Balance, one.Decimals, grouped: true)} {one.Asset}"));
        return words.Length == 0 ? "zero" : words;
    }

    private static string Amount(decimal amount, int decimals, bool grouped) =>
        amount.ToString($"{(grouped ? "N" : "F")}{decimals}", CultureInfo.InvariantCulture);

    private static string Lines(int count) => count == 1 ? "1 line" : $"{count.ToString("N0", CultureInfo.InvariantCulture)} lines";
}
