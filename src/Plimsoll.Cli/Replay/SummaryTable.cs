using System.Globalization;
using Plimsoll.Simulation.Replay;
using Spectre.Console;

namespace Plimsoll.Cli.Replay;

/// <summary>The figures for people, each with its unit.</summary>
internal static class SummaryTable
{
    private const int Width = 100;

    /// <summary>Whether neither the auditor nor the engine's sweeper found anything at all.</summary>
    public static bool IsSound(ReplaySummary summary) =>
        summary.Alarms == 0
        && (
            summary.Audit is not { } audit
            || (
                audit.Missed == 0
                && audit.QuantityFaults == 0
                && summary.AuditDifferences == 0
                && audit.Conservation.Values.All(imbalance => imbalance == 0)
                && summary.Profits.Sum == 0
            )
        );

    public static void Write(ReplayResult result, TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        console.Profile.Width = Width;
        var summary = result.Summary;
        var table = new Table()
            .Border(TableBorder.Rounded)
            .HideHeaders()
            .AddColumn("what")
            .AddColumn(new TableColumn("figure").RightAligned())
            .AddColumn("unit");
        foreach (var (what, figure, unit) in Rows(result, summary))
        {
            table.AddRow(Markup.Escape(what), Markup.Escape(figure), Markup.Escape(unit));
        }

        console.Write(table);
        foreach (var (series, reason) in result.Map.LeftOut)
        {
            output.WriteLine($"series left out: {series}, {reason}");
        }

        output.WriteLine($"state hash {summary.StateHash}");
        if (summary.Audit?.FirstMissed is { } missed)
        {
            var at = DateTimeOffset
                .FromUnixTimeMilliseconds(missed.AtNs / 1_000_000)
                .ToString("yyyy-MM-dd HH:mm:ss 'UTC'", CultureInfo.InvariantCulture);
            var figures = $"equity {missed.Equity}, maintenance margin {missed.MaintenanceMargin} millionths of a dollar";
            output.WriteLine($"first missed: account {missed.Account} at {at}, {figures}");
        }
    }

    private static IEnumerable<(string What, string Figure, string Unit)> Rows(ReplayResult result, ReplaySummary summary)
    {
        yield return ("replayed", Count(summary.Ticks), $"ticks, in {result.Elapsed.TotalSeconds:0.0} s");
        yield return ("commands", Count(summary.Commands), $"accepted; {Count(summary.Refusals.Values.Sum())} refused");
        yield return (
            "traders",
            Count(summary.Accounts),
            $"preset {result.Request.Preset.Name}, seed {result.Request.Seed}, mark {result.Request.Mark.Name}"
        );
        yield return ("liquidations", Count(summary.Liquidations.Started), "started");
        yield return ("  partial", Count(summary.Liquidations.Partial), "brought back over their target");
        yield return ("  full", Count(summary.Liquidations.Full), "closed out");
        yield return ("  cured", Count(summary.Liquidations.Cured), "by a deposit or the price");
        yield return ("  held at once", Count(summary.Users.HeldMost), "accounts at most, waiting for a price to be confirmed");
        yield return ("book", Dollars(summary.RouteNotional.Book), $"USD in {Many(summary.Routes.Book, "fill")}");
        yield return ("insurance fund took", Dollars(summary.RouteNotional.Fund), $"USD in {Many(summary.Routes.Fund, "position")}");
        yield return (
            "deleveraged",
            Dollars(summary.RouteNotional.Adl),
            $"USD in {Many(summary.Routes.Adl, "closing")} of {Many(summary.Adl.Accounts, "account")}"
        );
        yield return (
            "socialised",
            Dollars(summary.RouteNotional.Socialised),
            $"USD in {Many(summary.Routes.Socialised, "share")} of loss"
        );
        yield return ("insurance fund", Dollars(summary.InsuranceFund.Start), "USD at the start");
        yield return ("  low", Dollars(summary.InsuranceFund.Low), "USD");
        yield return ("  end", Dollars(summary.InsuranceFund.End), "USD");
        yield return ("bad debt", Dollars(summary.BadDebt), "USD of users and funds that nobody could pay");
        yield return ("makers' shortfall", Dollars(summary.Makers.Shortfall), "USD they owe beyond their capital, held as a claim on them");
        yield return ("profit", Dollars(summary.Profits.Sum), "USD over all: it must be zero");
        foreach (var (name, amount) in summary.Profits.Parts.Where(part => part.Amount != 0))
        {
            var brought = name switch
            {
                "users" => $", on {Dollars(summary.Users.Deposited)} brought",
                "makers" => $", on {Dollars(summary.Makers.Capital)} brought",
                _ => "",
            };
            yield return ($"  {name}", Dollars(amount), $"USD{brought}");
        }

        yield return ("alarms", Count(summary.Alarms), "accounts that the engine had wrongly left out, found by its sweeper");
        if (summary.Audit is { } audit)
        {
            var worst = string.Join(
                ", ",
                audit.Conservation.Select(pair => $"{pair.Key} {pair.Value.ToString(CultureInfo.InvariantCulture)}")
            );
            yield return ("missed", Count(audit.Missed), $"accounts, of {Count(audit.AccountChecks)} decided again by the auditor");
            yield return ("imbalance", Count(audit.Conservation.Values.Count(imbalance => imbalance != 0)), $"assets: {worst}");
        }
    }

    private static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Many(long number, string noun) => $"{Count(number)} {noun}{(number == 1 ? "" : "s")}";

    private static string Dollars(decimal amount) => amount.ToString("N2", CultureInfo.InvariantCulture);
}
