using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Cli.Margin;

/// <summary>The changes that <c>plimsoll what-if</c> is given, in the order of the command line.</summary>
internal sealed class WhatIfChanges
{
    private const string TradeForm = "SYMBOL:QUANTITY[@PRICE]";
    private const string DepositForm = "ASSET:AMOUNT";
    private const string MoveForm = "NAME:SHARE";
    private const string DaysForm = "N";
    private const int MostDays = 3_650;

    private readonly Option<string[]> _trades = new("--trade")
    {
        Description =
            "A trade: SYMBOL:QUANTITY or SYMBOL:QUANTITY@PRICE, below zero sells; at the mark without a price. May be given again.",
        HelpName = TradeForm,
    };

    private readonly Option<string[]> _deposits = new("--deposit")
    {
        Description = "A deposit, ASSET:AMOUNT; below zero withdraws. May be given again.",
        HelpName = DepositForm,
    };

    private readonly Option<string[]> _moves = new("--move")
    {
        Description =
            "A move of all prices of an underlying, or of one instrument: NAME:SHARE, such as BTC:-10% or BTC:-0.1. May be given again.",
        HelpName = MoveForm,
    };

    private readonly Option<string[]> _volatilities = new("--volatility")
    {
        Description =
            "A move of the volatilities of all options on an underlying, or of one option, as a share of themselves: BTC:+10% brings 50 % to 55 %. May be given again.",
        HelpName = MoveForm,
    };

    private readonly Option<string[]> _days = new("--days")
    {
        Description = "Days that pass while nothing else happens; options are valued anew. May be given again.",
        HelpName = DaysForm,
    };

    private delegate Portfolio Change(Model model, Portfolio portfolio);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_trades);
        command.Add(_deposits);
        command.Add(_moves);
        command.Add(_volatilities);
        command.Add(_days);
    }

    /// <summary>The portfolio after all changes, and what happened, one after the other.</summary>
    /// <exception cref="DocumentException">There is none, or one of them is not possible; it is named.</exception>
    public (Portfolio After, IReadOnlyList<string> Steps) Apply(ParseResult parsed, Model model, Portfolio portfolio)
    {
        var steps = new List<string>();
        var given = InOrder(parsed).ToArray();
        if (given.Length == 0)
        {
            throw ModelInput.Fault(
                "--trade, --deposit, --move, --volatility, --days",
                "no_change",
                "expected at least one of them; found none.",
                "For example --move BTC:-5%."
            );
        }

        var moves = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var (option, text) in given)
        {
            var before = portfolio;
            portfolio = Changed(option, text, model, portfolio);
            steps.Add(Described(option, text, model, before, portfolio));
            foreach (var name in option == _moves.Name ? Moved(before, portfolio) : [])
            {
                moves[name] = moves.GetValueOrDefault(name) + 1;
            }
        }

        var twice = moves.Where(move => move.Value > 1).Select(move => move.Key).ToArray();
        if (twice.Length > 0)
        {
            steps.Add(
                $"note: {string.Join(", ", twice)} moved more than once; each move starts from the price that the one before it left"
            );
        }

        if (moves.Count > 0 && model.Margin is { Portfolio: null } margin)
        {
            var options = portfolio
                .Positions.Select(position => position.Instrument)
                .Where(symbol => margin.Find(symbol)?.Option is not null && !moves.ContainsKey(symbol))
                .Distinct(StringComparer.Ordinal)
                .ToArray();
            if (options.Length > 0)
            {
                steps.Add(
                    $"note: {string.Join(", ", options)} stay at the prices stated, since this model does not value options; "
                        + "move them by their own symbols, or take a model of portfolio margin"
                );
            }
        }

        return (portfolio, steps);
    }

    /// <summary>The parser gathers the values of an option; the order among options is that of the words themselves.</summary>
    private IEnumerable<(string Option, string Text)> InOrder(ParseResult parsed)
    {
        var option = "";
        foreach (var token in parsed.Tokens)
        {
            if (token.Type == TokenType.Option)
            {
                option = token.Value;
            }
            else if (token.Type == TokenType.Argument && IsChange(option))
            {
                yield return (option, token.Value);
                option = "";
            }
        }
    }

    private bool IsChange(string option) =>
        option == _trades.Name || option == _deposits.Name || option == _moves.Name || option == _volatilities.Name || option == _days.Name;

    /// <summary>What the model says of it is blamed on the change: without it the portfolio was right.</summary>
    private Portfolio Changed(string option, string text, Model model, Portfolio portfolio)
    {
        var change =
            option == _trades.Name ? Trade(text)
            : option == _deposits.Name ? Deposit(text)
            : option == _moves.Name ? Move(text)
            : option == _days.Name ? Wait(text)
            : MoveVolatility(text);
        try
        {
            var changed = change(model, portfolio);
            _ = Estimate.Figures(model, changed);
            return changed;
        }
        catch (DocumentException exception) when (!exception.Name.StartsWith("--", StringComparison.Ordinal))
        {
            throw new DocumentException(
                $"{option} {text}",
                [.. exception.Faults.Select(fault => fault with { Path = "", Place = default })]
            );
        }
    }

    private static Change Trade(string text)
    {
        var (symbol, rest) = Parts("--trade", text, TradeForm);
        var at = rest.IndexOf('@', StringComparison.Ordinal);
        var quantity = Number("--trade", at < 0 ? rest : rest[..at], text);
        decimal? price = at < 0 ? null : Number("--trade", rest[(at + 1)..], text);
        if (quantity == 0)
        {
            throw Fault("--trade", $"expected a quantity above zero to buy, below zero to sell; found 0 in \"{text}\".");
        }

        return price <= 0
            ? throw Fault("--trade", $"expected a price above zero; found {price} in \"{text}\".")
            : (model, portfolio) => PortfolioChange.Trade(model, portfolio, symbol, quantity, price);
    }

    private static Change Deposit(string text)
    {
        var (asset, rest) = Parts("--deposit", text, DepositForm);
        var amount = Number("--deposit", rest, text);
        return (_, portfolio) => PortfolioChange.Deposit(portfolio, asset, amount);
    }

    private static Change Move(string text)
    {
        var (name, rest) = Parts("--move", text, MoveForm);
        var share = Share("--move", name, rest, text);
        if (share <= -1)
        {
            throw Fault("--move", $"expected a move above -100%; found {rest} in \"{text}\": no price falls to zero or below.");
        }

        return (model, portfolio) =>
            portfolio.Market.Keys.Any(key => key == name || model.Margin?.Find(key)?.Underlying == name)
                ? PortfolioChange.Move(model, portfolio, name, share)
                : throw Fault(
                    "--move",
                    $"the portfolio has no price of {name}; it has: {string.Join(", ", portfolio.Market.Keys)}.",
                    Nearest.Advice(name, portfolio.Market.Keys)
                );
    }

    private static Change MoveVolatility(string text)
    {
        const string Name = "--volatility";
        var (name, rest) = Parts(Name, text, MoveForm);
        var share = Share(Name, name, rest, text);
        if (share < -1)
        {
            throw Fault(Name, $"expected a move of at least -100%; found {rest} in \"{text}\": no volatility falls below zero.");
        }

        return (model, portfolio) =>
        {
            RefuseUnvalued(Name, model);
            var stated = portfolio.Market.Where(entry => entry.Value.Volatility is not null).Select(entry => entry.Key).ToArray();
            var names = stated
                .Concat(stated.Select(symbol => model.Margin?.Find(symbol)?.Underlying).OfType<string>())
                .Distinct()
                .ToArray();
            return names.Contains(name, StringComparer.Ordinal)
                ? PortfolioChange.MoveVolatility(model, portfolio, name, share)
                : throw Fault(
                    Name,
                    names.Length == 0
                        ? "the portfolio states no volatility."
                        : $"the portfolio states no volatility of {name}; it does of: {string.Join(", ", names)}.",
                    Nearest.Advice(name, names)
                );
        };
    }

    private static Change Wait(string text)
    {
        const string Name = "--days";
        if (!NumberShape.TryRead(text, out var days) || text.EndsWith('%') || days is <= 0 or > MostDays)
        {
            throw Fault(Name, $"expected a number of days above 0, at most {MostDays}; found \"{text}\".");
        }

        return (model, portfolio) =>
        {
            RefuseUnvalued(Name, model);
            return portfolio.At is not null
                ? PortfolioChange.Wait(model, portfolio, days)
                : throw Fault(Name, "the portfolio does not say when it is looked at.", "Give it the time, such as at: 2026-11-01.");
        };
    }

    /// <summary>Nothing would come of it, since only the value of options hangs on it.</summary>
    private static void RefuseUnvalued(string option, Model model)
    {
        if (model.Margin is { Portfolio: null })
        {
            throw Fault(
                option,
                $"{model.Title} takes options at the prices stated and values none, so that nothing would change.",
                "Take a model of portfolio margin, such as --model deribit-pm, or move an option's price: --move SYMBOL:-10%."
            );
        }
    }

    /// <summary>A share that cannot be taken for a percentage that was typed without its sign.</summary>
    private static decimal Share(string option, string name, string rest, string text)
    {
        var share = Number(option, rest, text);
        return Math.Abs(share) < 1 || rest.EndsWith('%')
            ? share
            : throw Fault(
                option,
                string.Create(CultureInfo.InvariantCulture, $"expected a share below 1, or percent; found {rest} in \"{text}\"."),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Write {name}:{rest}% for percent, or {name}:{share * 100:0.####}% if so much is meant."
                )
            );
    }

    /// <summary>What a change did, with the prices at which it did it.</summary>
    private string Described(string option, string text, Model model, Portfolio before, Portfolio after)
    {
        if (option == _days.Name)
        {
            return string.Create(CultureInfo.InvariantCulture, $"wait {text} days, to {after.At:yyyy-MM-dd HH:mm}");
        }

        var (name, rest) = Parts(option, text, "");
        if (option == _deposits.Name)
        {
            return rest.StartsWith('-') ? $"withdraw {rest[1..]} {name}" : $"deposit {rest} {name}";
        }

        if (option == _moves.Name)
        {
            var prices = Moved(before, after).Select(key => PriceAfter(model, before, after, key)).OfType<string>();
            return $"move {name} by {rest}: {string.Join(", ", prices)}".TrimEnd(' ', ':');
        }

        if (option == _volatilities.Name)
        {
            var volatilities = Moved(before, after)
                .Select(key => $"{key} to {Figures.Percent(after.Market[key].Volatility!.Value)}{Worth(model, after, key)}");
            return $"move volatility of {name} by {rest}: {string.Join(", ", volatilities)}".TrimEnd(' ', ':');
        }

        var at = rest.IndexOf('@', StringComparison.Ordinal);
        var quantity = at < 0 ? rest : rest[..at];
        var price =
            at >= 0 ? rest[(at + 1)..]
            : before.Market.GetValueOrDefault(name)?.Mark is { } mark ? Figures.Price(mark, mark) + " (its mark)"
            : PortfolioChange.PriceOf(model, before, name) is { } valued ? Figures.Price(valued, valued) + " (valued by its volatility)"
            : "no price";
        return quantity.StartsWith('-') ? $"sell {quantity[1..]} {name} at {price}" : $"buy {quantity.TrimStart('+')} {name} at {price}";
    }

    /// <summary>What an instrument is at after a move of prices; null where it has no price of its own.</summary>
    private static string? PriceAfter(Model model, Portfolio before, Portfolio after, string key)
    {
        if (model.Margin?.Find(key) is { Option: not null } && model.Margin.Portfolio is not null)
        {
            if (PortfolioChange.PriceOf(model, after, key) is not { } valued)
            {
                return null;
            }

            var (was, volatility) = (before.Market[key].Volatility, after.Market[key].Volatility);
            var implied = was != volatility && volatility is { } share ? $", a volatility of {Figures.Percent(share)}" : "";
            return $"{key} to {Figures.Price(valued, valued)}{implied}";
        }

        return after.Market[key].Mark is { } mark ? $"{key} to {Figures.Price(mark, mark)}" : null;
    }

    private static string Worth(Model model, Portfolio after, string key) =>
        PortfolioChange.PriceOf(model, after, key) is { } price ? $", a price of {Figures.Price(price, price)}" : "";

    private static IEnumerable<string> Moved(Portfolio before, Portfolio after) =>
        before.Market.Where(entry => after.Market[entry.Key] != entry.Value).Select(entry => entry.Key);

    private static (string Name, string Value) Parts(string option, string text, string form)
    {
        var colon = text.LastIndexOf(':');
        return colon > 0 && colon < text.Length - 1
            ? (text[..colon], text[(colon + 1)..])
            : throw Fault(option, $"expected {form}, found \"{text}\".");
    }

    private static decimal Number(string option, string digits, string text) =>
        NumberShape.TryRead(digits, out var number) ? number : throw Fault(option, $"expected a number, found \"{digits}\" in \"{text}\".");

    private static DocumentException Fault(string option, string message, string advice = "") =>
        ModelInput.Fault(option, "bad_change", message, advice);
}
