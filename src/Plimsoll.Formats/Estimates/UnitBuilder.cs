using Plimsoll.Formats.Portfolios;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Formats.Estimates;

/// <summary>Parts a portfolio into its units of margin.</summary>
internal sealed class UnitBuilder(VenueView venue, Portfolio portfolio, bool isOptionValueCounted)
{
    /// <summary>The cross account: all balances, all positions that are not isolated, all orders.</summary>
    public MarginUnit Cross()
    {
        var held = portfolio.Positions.Where(position => !position.IsIsolated).ToArray();
        var lines = held.Select(Line).ToList();
        var positions = held.Select(position => (HeldPosition?)position).ToList();
        foreach (var symbol in portfolio.Orders.Select(order => order.Instrument).Distinct(StringComparer.Ordinal))
        {
            var at = positions.FindIndex(position => position?.Instrument == symbol);
            if (at < 0)
            {
                at = lines.Count;
                lines.Add(new(venue.Instrument(symbol), default, Money.Zero));
                positions.Add(null);
            }

            lines[at] = WithOrders(symbol, lines[at]);
        }

        return new(Balances(portfolio.Balances), [.. lines], [.. positions]);
    }

    /// <summary>Each isolated position with its own margin.</summary>
    public IEnumerable<MarginUnit> Isolated()
    {
        foreach (var position in portfolio.Positions.Where(position => position.IsIsolated))
        {
            var settlement = venue.Listing(position.Instrument).Settlement;
            var line = Line(position);
            var margin = position.Isolated is { } given ? venue.Money(settlement, given) : AtLeverage(line, position.Leverage!.Value);
            margin += venue.Money(settlement, position.Added);
            yield return new(Balances([(settlement, venue.Number(settlement, margin))]), [line], [position]);
        }
    }

    private BalanceLine[] Balances(IEnumerable<(string Asset, decimal Amount)> amounts)
    {
        var held = amounts.ToDictionary(each => each.Asset, each => each.Amount, StringComparer.Ordinal);
        return [.. venue.Assets.Select(name => new BalanceLine(venue.Asset(name), venue.Money(name, held.GetValueOrDefault(name))))];
    }

    private PositionLine Line(HeldPosition position)
    {
        var contract = venue.Contract(position.Instrument);
        var quantity = venue.Quantity(position.Instrument, position.Quantity);
        var mark = venue.Market.Mark(contract.Parameters.Id);
        var isOption = venue.Listing(position.Instrument).Option is not null;
        // The premium of an option has been paid, whatever it was: its whole value counts, or with venues that leave it out, nothing of it.
        var cost =
            isOption ? (isOptionValueCounted ? Money.Zero : contract.Value(quantity, mark, Rounding.Floor))
            : position.Entry is { } entry ? contract.Value(quantity, venue.Price(position.Instrument, entry), Rounding.Ceiling)
            : contract.Value(quantity, mark, Rounding.Floor);
        var leverage = position.Leverage is { } times ? new Leverage((int)UnitScale.Nearest(times, 2)) : Leverage.Unset;
        return new(contract.Parameters.Id, quantity, cost, leverage);
    }

    /// <summary>What an isolated position has to bring at a leverage, rounded up.</summary>
    private static Money AtLeverage(PositionLine line, decimal leverage)
    {
        var value = (decimal)Int128.Abs(line.Cost.Units) / leverage;
        return new((Int128)decimal.Ceiling(value));
    }

    private PositionLine WithOrders(string symbol, PositionLine line)
    {
        var contract = venue.Contract(symbol);
        var mark = venue.Market.Mark(contract.Parameters.Id);
        foreach (var order in venue.OrdersThatCount(symbol))
        {
            var quantity = venue.Quantity(symbol, order.Quantity);
            var loss = order.Price is { } limit
                ? StandardMargin.OrderLoss(contract, mark, quantity, venue.Price(symbol, limit))
                : Money.Zero;
            line =
                quantity.Sign > 0
                    ? line with
                    {
                        OpenBuy = line.OpenBuy + quantity,
                        BuyLoss = line.BuyLoss + loss,
                    }
                    : line with
                    {
                        OpenSell = line.OpenSell - quantity,
                        SellLoss = line.SellLoss + loss,
                    };
        }

        return line;
    }
}
