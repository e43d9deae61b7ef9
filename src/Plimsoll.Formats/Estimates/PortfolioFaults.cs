using System.Globalization;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Formats.Shapes;
using Plimsoll.Instruments;

namespace Plimsoll.Formats.Estimates;

/// <summary>What of a portfolio does not fit a model.</summary>
internal sealed class PortfolioFaults(Model model, Portfolio portfolio)
{
    private readonly FaultList _faults = new(portfolio.FileName);

    /// <summary>Goes no further if the portfolio names what the model does not have, or lacks a price.</summary>
    /// <param name="margin">What the model lists.</param>
    /// <param name="isMarkNeeded">Whether each instrument must have a mark; under portfolio margin an option may state its volatility instead.</param>
    public void ThrowIfAny(MarginSection margin, bool isMarkNeeded = true)
    {
        CheckHaircuts(margin);
        foreach (var (asset, _) in portfolio.Balances)
        {
            if (!margin.Assets.ContainsKey(asset))
            {
                var message = $"{model.Title} takes no {asset} as collateral; it takes: {Some(margin.Assets.Keys)}.";
                _faults.Add(PlaceOf(asset), "unknown_asset", message, Nearest.Advice(asset, margin.Assets.Keys));
            }
            else if (asset != margin.Numeraire && IndexOf(asset) is null)
            {
                Missing(PlaceOf(asset), asset, "index", "to value the balance");
            }
        }

        foreach (var position in portfolio.Positions)
        {
            Check(margin, position.Instrument, position.Quantity, position.Fields, isMarkNeeded);
        }

        foreach (var order in portfolio.Orders)
        {
            Check(margin, order.Instrument, order.Quantity, order.Fields, isMarkNeeded);
        }

        foreach (var (name, _) in portfolio.Market.Where(each => each.Value.Mark == 0 && margin.Find(each.Key)?.Option is null))
        {
            const string Message = "expected a number above 0, found 0: only an option can be worth nothing.";
            _faults.Add(portfolio.Fields.Record("market")?.Record(name)?["mark"] ?? portfolio.Fields.Node, "out_of_range", Message);
        }

        _faults.ThrowIfAny();
    }

    /// <summary>The price of one whole unit of an asset in the numeraire, if the portfolio has it.</summary>
    public decimal? IndexOf(string asset) => portfolio.Market.TryGetValue(asset, out var quote) ? quote.Index ?? quote.Mark : null;

    /// <summary>Where a balance stands, or the portfolio if a change has brought it.</summary>
    private DocumentNode PlaceOf(string asset) => portfolio.Fields.Record("balances")?[asset] ?? portfolio.Fields.Node;

    private void Check(MarginSection margin, string symbol, decimal quantity, Fields fields, bool isMarkNeeded)
    {
        // What a change has brought stands in no file: its faults are told of the whole portfolio.
        var place = fields["instrument"] ?? fields.Node;
        if (margin.Find(symbol) is not { } instrument)
        {
            var (message, advice) = SymbolAdvice.Of(model, margin, symbol);
            _faults.Add(place, "unknown_instrument", message, advice);
            return;
        }

        CheckDates(instrument, place);
        if (!portfolio.Market.TryGetValue(symbol, out var quote) || quote.Mark is null)
        {
            if (isMarkNeeded)
            {
                Missing(place, symbol, "mark", "to value the position");
            }
        }
        else if (instrument.Schedule is { } schedule)
        {
            CheckKnown(instrument, schedule, fields, Math.Abs(quantity), quote.Mark.Value);
        }

        if (instrument.Payoff == Payoff.Inverse && fields.NumberOrNull("entry") == 0)
        {
            _faults.Add(
                fields.Of("entry"),
                "out_of_range",
                "an inverse contract has no value at a price of zero.",
                "Leave the entry out to carry the position at the mark."
            );
        }

        if (instrument.Settlement != margin.Numeraire && IndexOf(instrument.Settlement) is null)
        {
            Missing(place, instrument.Settlement, "index", $"since {symbol} settles in it");
        }

        if (instrument.Option is not null && quote?.Index is null && IndexOf(instrument.Underlying) is null)
        {
            Missing(place, instrument.Underlying, "index", $"since {symbol} is an option on it");
        }
    }

    /// <summary>An asset whose haircut is not established counts in full where it stands alone; beside others nobody can say.</summary>
    private void CheckHaircuts(MarginSection margin)
    {
        var used = portfolio
            .Balances.Where(balance => balance.Amount != 0)
            .Select(balance => balance.Asset)
            .Concat(
                portfolio
                    .Positions.Where(position => !position.IsIsolated)
                    .Select(position => position.Instrument)
                    .Concat(portfolio.Orders.Select(order => order.Instrument))
                    .Select(symbol => margin.Find(symbol)?.Settlement)
                    .OfType<string>()
            )
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        foreach (var asset in used.Length > 1 ? used : [])
        {
            if (margin.Assets.TryGetValue(asset, out var held) && held.IsHaircutUnknown)
            {
                var others = string.Join(", ", used.Where(other => other != asset));
                var message = $"what share of {asset} counts beside {others} is not established in {model.Title}.";
                _faults.Add(
                    PlaceOf(asset),
                    "unknown_haircut",
                    message,
                    $"Give {asset} a haircut in a model of your own, or look at it alone."
                );
            }
        }
    }

    private void CheckDates(ModelInstrument instrument, DocumentNode place)
    {
        if (instrument.Expiry is { } expiry && portfolio.At is { } at && expiry.Date < at.Date)
        {
            var message = string.Create(
                CultureInfo.InvariantCulture,
                $"{instrument.Name} has expired: it ended on {expiry:yyyy-MM-dd}, before the portfolio's day, {at:yyyy-MM-dd}."
            );
            _faults.Add(place, "expired", message, "Leave it out, or look at an earlier day.");
        }
    }

    private void CheckAllowed(ModelInstrument instrument, Fields fields, decimal quantity, decimal notional)
    {
        var (most, isSize) =
            instrument.Schedule is { } schedule && ScheduleReader.Largest(schedule) is { } largest ? largest : (decimal.MaxValue, false);
        if ((isSize ? quantity : notional) > most)
        {
            Add(most, isSize ? "contracts" : instrument.Settlement);
        }
        else if (instrument.Fields.NumberOrNull("max_position") is { } limit && quantity > limit)
        {
            Add(limit, "contracts");
        }

        void Add(decimal limit, string unit)
        {
            var message = string.Create(
                CultureInfo.InvariantCulture,
                $"{model.Title} allows no position in {instrument.Name} beyond {limit:#,0.########} {unit}."
            );
            _faults.Add(fields["quantity"] ?? fields.Node, "beyond_limit", message, "Part it among accounts, or take another venue.");
        }
    }

    private void CheckKnown(ModelInstrument instrument, Fields schedule, Fields fields, decimal quantity, decimal mark)
    {
        var notional =
            instrument.Payoff == Payoff.Inverse ? quantity * instrument.Multiplier / mark : quantity * instrument.Multiplier * mark;
        CheckAllowed(instrument, fields, quantity, notional);
        if (ScheduleReader.KnownUpTo(schedule) is not { } known)
        {
            return;
        }

        if ((known.IsSize ? quantity : notional) > known.Most)
        {
            var unit = known.IsSize ? "contracts" : instrument.Settlement;
            var message = string.Create(
                CultureInfo.InvariantCulture,
                $"the tiers of {instrument.Name} in {model.Title} are known up to {known.Most:#,0.########} {unit} only."
            );
            _faults.Add(fields["quantity"] ?? fields.Node, "beyond_known_tiers", message);
        }
    }

    private void Missing(DocumentNode node, string name, string price, string why) =>
        _faults.Add(node, "missing_price", $"there is no {price} price of {name} under market, {why}.", $"Add market.{name}.{price}.");

    private static string Some(IEnumerable<string> names)
    {
        var all = names.Order(StringComparer.Ordinal).ToArray();
        return all.Length <= 12 ? string.Join(", ", all) : string.Join(", ", all[..12]) + $" and {all.Length - 12} more";
    }
}
