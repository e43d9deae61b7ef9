using Plimsoll.Formats.Portfolios;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Formats.Estimates;

/// <summary>What a unit of margin holds, in money: balances, options, notional and costs.</summary>
internal sealed class UnitAmounts(VenueView venue)
{
    /// <summary>What the balances are worth, in the numeraire, without any haircut.</summary>
    public Money Balances(MarginUnit unit)
    {
        var sum = Money.Zero;
        foreach (var balance in unit.Balances)
        {
            sum += venue.Market.Asset(balance.Asset).ToNumeraire(balance.Amount, Rounding.Floor);
        }

        return sum;
    }

    /// <summary>What the options of a unit are worth at their marks, and what they have earned as far as their entries are known.</summary>
    public (Money Value, Money Profit) Options(MarginUnit unit)
    {
        var (value, profit) = (Money.Zero, Money.Zero);
        for (var i = 0; i < unit.Lines.Length; i++)
        {
            if (unit.Positions[i] is { } position && venue.Listing(position.Instrument).Option is not null)
            {
                var contract = venue.Contract(position.Instrument);
                var settlement = venue.Market.Asset(contract.Parameters.SettlementAsset);
                var mark = venue.Market.Mark(contract.Parameters.Id);
                value += settlement.ToNumeraire(contract.Value(unit.Lines[i].Quantity, mark, Rounding.Floor), Rounding.Floor);
                profit += settlement.ToNumeraire(Profit(position, contract, unit.Lines[i]) ?? Money.Zero, Rounding.Floor);
            }
        }

        return (value, profit);
    }

    /// <summary>What a position has earned; null for an option whose entry is not known.</summary>
    public Money? Profit(HeldPosition position, Contract contract, in PositionLine line)
    {
        var value = contract.Value(line.Quantity, venue.Market.Mark(contract.Parameters.Id), Rounding.Floor);
        return venue.Listing(position.Instrument).Option is null ? value - line.Cost
            : position.Entry is { } entry ? value - contract.Value(line.Quantity, venue.Price(position.Instrument, entry), Rounding.Ceiling)
            : null;
    }

    /// <summary>The sum of the positions' notionals, in the numeraire.</summary>
    public decimal Notional(MarginUnit unit)
    {
        var sum = Money.Zero;
        foreach (var line in unit.Lines)
        {
            var contract = venue.Market.Contract(line.Instrument);
            var settlement = venue.Market.Asset(contract.Parameters.SettlementAsset);
            sum += settlement.ToNumeraire(Notional(contract, line), Rounding.Ceiling);
        }

        return venue.Number(sum);
    }

    /// <summary>Of an option its underlying's, at the index: the premium says nothing of how large the position is.</summary>
    public Money Notional(Contract contract, in PositionLine line)
    {
        var (symbol, point) = (contract.Parameters.Symbol, venue.Market.Point(line.Instrument));
        var listing = venue.Listing(symbol);
        if (listing.Option is not { } option)
        {
            return contract.Notional(line.Quantity, point.Mark);
        }

        return option.IsInverse
            ? venue.Money(listing.Settlement, Math.Abs(Size(symbol, line.Quantity)) * listing.Multiplier)
            : contract.Notional(line.Quantity, point.Index);
    }

    /// <summary>What the positions cost, unsigned, in the numeraire.</summary>
    public decimal Costs(MarginUnit unit)
    {
        var sum = 0m;
        foreach (var line in unit.Lines)
        {
            var settlement = venue.Market.Asset(venue.Market.Contract(line.Instrument).Parameters.SettlementAsset);
            sum += Math.Abs(venue.Number(settlement.ToNumeraire(line.Cost, Rounding.Ceiling)));
        }

        return sum;
    }

    /// <summary>A quantity as people write it.</summary>
    public decimal Size(string symbol, Quantity quantity) =>
        UnitScale.Number(quantity.Units, venue.Contract(symbol).Parameters.QuantityDecimals);
}
