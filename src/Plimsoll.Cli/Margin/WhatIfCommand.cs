using System.CommandLine;
using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Cli.Margin;

/// <summary>The command line of <c>plimsoll what-if</c>.</summary>
internal static class WhatIfCommand
{
    private delegate Portfolio Change(Model model, Portfolio portfolio);

    public static Command Create()
    {
        var input = new PortfolioInput();
        var trades = new Option<string[]>("--trade")
        {
            Description =
                "A trade: SYMBOL:QUANTITY or SYMBOL:QUANTITY@PRICE, below zero sells; at the mark without a price. May be given again.",
            HelpName = "SYMBOL:QUANTITY[@PRICE]",
        };
        var deposits = new Option<string[]>("--deposit")
        {
            Description = "A deposit, ASSET:AMOUNT; below zero withdraws. May be given again.",
            HelpName = "ASSET:AMOUNT",
        };
        var moves = new Option<string[]>("--move")
        {
            Description = "A move of all prices of an underlying, or of one instrument: NAME:SHARE, such as BTC:-10%. May be given again.",
            HelpName = "NAME:SHARE",
        };
        var command = new Command("what-if", "A portfolio before and after a trade, a deposit, a move of prices.");
        input.AddTo(command);
        command.Add(trades);
        command.Add(deposits);
        command.Add(moves);
        command.SetAction(parsed =>
            input.Run(
                parsed,
                (model, portfolio) =>
                {
                    Change[] changes =
                    [
                        .. Values(parsed, trades).Select(Trade),
                        .. Values(parsed, deposits).Select(Deposit),
                        .. Values(parsed, moves).Select(Move),
                    ];
                    if (changes.Length == 0)
                    {
                        throw Fault("expected a change: --trade, --deposit or --move.");
                    }

                    var after = changes.Aggregate(portfolio, (changed, change) => change(model, changed));
                    Write(
                        parsed.InvocationConfiguration.Output,
                        model,
                        Estimate.Of(model, portfolio),
                        Estimate.Of(model, after),
                        portfolio.Name
                    );
                    return ExitCode.Success;
                }
            )
        );
        return command;
    }

    private static string[] Values(ParseResult parsed, Option<string[]> option) => parsed.GetValue(option) ?? [];

    private static Change Trade(string text)
    {
        var (symbol, rest) = Parts(text, "SYMBOL:QUANTITY[@PRICE]");
        var at = rest.IndexOf('@', StringComparison.Ordinal);
        var quantity = Number(at < 0 ? rest : rest[..at], text);
        decimal? price = at < 0 ? null : Number(rest[(at + 1)..], text);
        return (model, portfolio) => PortfolioChange.Trade(model, portfolio, symbol, quantity, price);
    }

    private static Change Deposit(string text)
    {
        var (asset, rest) = Parts(text, "ASSET:AMOUNT");
        var amount = Number(rest, text);
        return (_, portfolio) => PortfolioChange.Deposit(portfolio, asset, amount);
    }

    private static Change Move(string text)
    {
        var (name, rest) = Parts(text, "NAME:SHARE");
        var share = Number(rest, text);
        if (share <= -1)
        {
            throw Fault($"a price cannot fall by {rest}: it would not be above zero.");
        }

        return (model, portfolio) =>
            portfolio.Market.Keys.Any(key => key == name || model.Margin?.Find(key)?.Underlying == name)
                ? PortfolioChange.Move(model, portfolio, name, share)
                : throw Fault($"the portfolio has no price of {name}; it has: {string.Join(", ", portfolio.Market.Keys)}.");
    }

    private static (string Name, string Value) Parts(string text, string form)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && colon < text.Length - 1
            ? (text[..colon], text[(colon + 1)..])
            : throw Fault($"expected {form}, found \"{text}\".");
    }

    private static decimal Number(string digits, string text) =>
        NumberShape.TryRead(digits, out var number) ? number : throw Fault($"expected a number, found \"{digits}\" in \"{text}\".");

    private static DocumentException Fault(string message) => new("what-if", [new("bad_change", "", default, message)]);

    private static void Write(TextWriter output, Model model, Answer before, Answer after, string name)
    {
        var table = Tables.Create($"{name} on {model.Title}", "figure:", "before", "after", "change", "unit:");
        foreach (
            var figure in (string[])
                [
                    "equity",
                    "initial_margin",
                    "maintenance_margin",
                    "free_collateral",
                    "margin_ratio",
                    "leverage",
                    "notional",
                    "is_liquidated",
                ]
        )
        {
            Row(
                table,
                Figures.Words(figure),
                before.Find($"account.{figure}"),
                after.Find($"account.{figure}"),
                isShare: figure == "margin_ratio"
            );
        }

        var symbols = new[] { before, after }
            .SelectMany(answer => (answer["positions"] as Answer)?.Parts ?? [])
            .Select(part => part.Name)
            .Distinct(StringComparer.Ordinal);
        foreach (var symbol in symbols)
        {
            Row(table, $"{symbol} quantity", Part(before, symbol, "quantity"), Part(after, symbol, "quantity"));
            var (old, now) = (Part(before, symbol, "liquidation_price"), Part(after, symbol, "liquidation_price"));
            if (old is not null || now is not null)
            {
                Row(table, $"{symbol} liquidation price", old, now);
            }
        }

        Tables.Write(output, table);
    }

    /// <summary>Symbols may have dots, so that no path is taken through them.</summary>
    private static AnswerValue? Part(Answer answer, string symbol, string part) =>
        ((answer["positions"] as Answer)?[symbol] as Answer)?[part];

    private static void Row(Spectre.Console.Table table, string what, AnswerValue? before, AnswerValue? after, bool isShare = false)
    {
        var change = before is AnswerNumber from && after is AnswerNumber to ? Signed(to.Value - from.Value, isShare) : "";
        table.Row(
            what,
            Shown(before, isShare),
            Shown(after, isShare),
            change,
            (after as AnswerNumber ?? before as AnswerNumber)?.Unit ?? ""
        );
    }

    private static string Shown(AnswerValue? value, bool isShare) =>
        value is null ? "—"
        : isShare && value is AnswerNumber number ? Figures.Percent(number.Value)
        : Figures.Text(value);

    private static string Signed(decimal change, bool isShare) =>
        change == 0 ? "" : (change > 0 ? "+" : "") + (isShare ? Figures.Percent(change) : Figures.Text(change));
}
