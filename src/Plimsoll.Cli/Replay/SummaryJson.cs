using System.Text.Json;
using Plimsoll.Engine.Solvency;
using Plimsoll.Simulation.Replay;

namespace Plimsoll.Cli.Replay;

/// <summary>The figures as one JSON object. Names and nesting are a contract; money is a number of dollars, or of the asset named.</summary>
internal static class SummaryJson
{
    public static void Write(ReplayResult result, TextWriter output)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            WriteRun(json, result);
            WriteOutcome(json, result.Summary);
            WriteAudit(json, result.Summary);
            WriteStatements(json, result.Trace.Statements);
            json.WriteEndObject();
        }

        output.WriteLine(System.Text.Encoding.UTF8.GetString(bytes.ToArray()));
    }

    private static void WriteRun(Utf8JsonWriter json, ReplayResult result)
    {
        json.WriteString("stateHash", result.Summary.StateHash);
        json.WriteString("eventHash", result.Summary.EventHash);
        json.WriteString("mark", result.Request.Mark.Name);
        json.WriteString("preset", result.Request.Preset.Name);
        json.WriteNumber("seed", result.Request.Seed);
        json.WriteString(
            "scan",
            result.Request.Scan switch
            {
                SolvencyScan.Full => "full",
                SolvencyScan.Columns => "columns",
                _ => "certified",
            }
        );
        json.WriteNumber("ticks", result.Summary.Ticks);
        json.WriteNumber("commands", result.Summary.Commands);
        json.WriteStartObject("refused");
        foreach (var (reason, count) in result.Summary.Refusals)
        {
            json.WriteNumber(reason, count);
        }

        json.WriteEndObject();
        json.WriteNumber("accounts", result.Summary.Accounts);
        json.WriteBoolean("interrupted", result.Summary.IsInterrupted);
        json.WriteNumber("elapsedSeconds", Math.Round(result.Elapsed.TotalSeconds, 1));
        json.WriteStartArray("seriesLeftOut");
        foreach (var (series, reason) in result.Map.LeftOut)
        {
            json.WriteStringValue($"{series}: {reason}");
        }

        json.WriteEndArray();
    }

    private static void WriteOutcome(Utf8JsonWriter json, ReplaySummary summary)
    {
        Write(
            json,
            "liquidations",
            ("started", summary.Liquidations.Started),
            ("partial", summary.Liquidations.Partial),
            ("full", summary.Liquidations.Full),
            ("cured", summary.Liquidations.Cured)
        );
        var routes = summary.Routes;
        Write(json, "routes", ("book", routes.Book), ("fund", routes.Fund), ("adl", routes.Adl), ("socialised", routes.Socialised));
        var amounts = summary.RouteNotional;
        Write(
            json,
            "routeNotional",
            ("book", amounts.Book),
            ("fund", amounts.Fund),
            ("adl", amounts.Adl),
            ("socialised", amounts.Socialised)
        );
        var fund = summary.InsuranceFund;
        Write(json, "insuranceFund", ("start", fund.Start), ("low", fund.Low), ("end", fund.End));
        var adl = summary.Adl;
        Write(json, "adl", ("events", adl.Events), ("accounts", adl.Accounts), ("notional", adl.Notional), ("givenUp", adl.GivenUp));
        json.WriteNumber("badDebt", summary.BadDebt);
        var makers = summary.Makers;
        Write(json, "makers", ("pnl", makers.Pnl), ("capital", makers.Capital), ("shortfall", makers.Shortfall));
        var profits = summary.Profits;
        Write(
            json,
            "profits",
            ("users", profits.Users),
            ("makers", profits.Makers),
            ("insuranceFund", profits.InsuranceFund),
            ("fees", profits.Fees),
            ("conversion", profits.Conversion),
            ("remainders", profits.Remainders),
            ("badDebt", profits.BadDebt),
            ("sum", profits.Sum)
        );
        var users = summary.Users;
        Write(
            json,
            "users",
            ("liquidated", users.Liquidated),
            ("deposited", users.Deposited),
            ("pnl", users.Pnl),
            ("liquidatedPnl", users.LiquidatedPnl),
            ("liquidationFees", users.LiquidationFees),
            ("topUps", users.TopUps),
            ("heldMost", users.HeldMost)
        );
        json.WriteNumber("alarms", summary.Alarms);
    }

    private static void WriteAudit(Utf8JsonWriter json, ReplaySummary summary)
    {
        if (summary.Audit is not { } audit)
        {
            return;
        }

        json.WriteStartObject("conservation");
        foreach (var (asset, imbalance) in audit.Conservation)
        {
            json.WriteNumber(asset, imbalance);
        }

        json.WriteEndObject();
        json.WriteNumber("missed", audit.Missed);
        Write(
            json,
            "audit",
            ("decided", audit.AccountChecks),
            ("quantityFaults", audit.QuantityFaults),
            ("differences", summary.AuditDifferences)
        );
    }

    private static void WriteStatements(Utf8JsonWriter json, List<ReplayStatement> statements)
    {
        if (statements.Count == 0)
        {
            return;
        }

        json.WriteStartArray("statements");
        foreach (var statement in statements)
        {
            json.WriteStartObject();
            json.WriteNumber("account", statement.Account);
            json.WriteString("owner", statement.Owner);
            json.WriteStartObject("opening");
            foreach (var opening in statement.Opening)
            {
                json.WriteNumber(opening.Asset, opening.Balance);
            }

            json.WriteEndObject();
            json.WriteStartArray("lines");
            foreach (var line in statement.Lines)
            {
                json.WriteStartObject();
                json.WriteString("time", DateTimeOffset.FromUnixTimeMilliseconds(line.AtMs));
                json.WriteNumber("command", line.Command);
                json.WriteString("reason", line.Reason);
                json.WriteString("asset", line.Asset);
                json.WriteNumber("amount", line.Amount);
                json.WriteNumber("balance", line.Balance);
                json.WriteNumber("counterparty", line.Counterparty);
                json.WriteString("counterpartyName", line.CounterpartyName);
                json.WriteNumber("reference", line.Reference);
                json.WriteNumber("parameters", line.ParametersVersion);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, string name, params ReadOnlySpan<(string Name, decimal Value)> fields)
    {
        json.WriteStartObject(name);
        foreach (var (field, value) in fields)
        {
            json.WriteNumber(field, value);
        }

        json.WriteEndObject();
    }
}
