using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Testing.Adversary;

/// <content>Where prices go: to triggers, over many of them, there and back, and to the bounds of tiers.</content>
public sealed partial class AdversaryWorld
{
    private List<(int Weight, Func<Command?> Make)> PriceDeeds() =>
        [
            (40, AtATrigger),
            (8, OverMany),
            (5, ThereAndBackAtOnce),
            (6, ThereAndBackInTwo),
            (6, ToATierBound),
            (5, ToWhereItIsLiquidated),
            (4, SeveralAtOnce),
            (4, AUnitAway),
            (2, ToTheEdge),
            (3, Override),
            (2, TopOfABook),
        ];

    /// <summary>At a trigger in force, one unit before it, or one beyond.</summary>
    private Command? AtATrigger() => AnyTrigger() is { } trigger ? Quote(trigger.Index, trigger.Price + Nudge()) : null;

    /// <summary>Beyond the most distant trigger of a price, or far beyond any.</summary>
    private SubmitQuotes OverMany()
    {
        var index = AnyIndex();
        var price = Price(index);
        return Quote(index, _dice.Chance(50) ? price * _dice.Between(1_001, 4_000) / 1_000 : price * _dice.Between(200, 999) / 1_000);
    }

    /// <summary>The last quote of a source counts, so the price comes back before anybody is decided.</summary>
    private SubmitQuotes? ThereAndBackAtOnce()
    {
        if (AnyTrigger() is not { } trigger)
        {
            return null;
        }

        var (there, back) = (trigger.Price + (Nudge() * 2), Price(trigger.Index));
        return new(Now, Quotes(trigger.Index, there).Concat(Quotes(trigger.Index, back)).ToArray(), default);
    }

    private SubmitQuotes? ThereAndBackInTwo()
    {
        if (AnyTrigger() is not { } trigger)
        {
            return null;
        }

        _planned.Enqueue(Quote(trigger.Index, Price(trigger.Index)));
        return Quote(trigger.Index, trigger.Price + (Nudge() * 2));
    }

    /// <summary>A price at which a position's notional is at the floor of a tier, or a unit of price to either side.</summary>
    private SubmitQuotes? ToATierBound()
    {
        if (AnyPosition() is not { } held || _market.Contract(held.Line.Instrument).Parameters.Margin is not RiskTierTable table)
        {
            return null;
        }

        var contract = _market.Contract(held.Line.Instrument);
        var floor = table.Tiers[_dice.Below(table.Tiers.Length)].Floor;
        var price = contract.PriceAtValue(
            contract.IsInverse ? -held.Line.Quantity.Abs() : held.Line.Quantity.Abs(),
            floor,
            Rounding.Ceiling
        );
        return price.IsPositive ? Quote(contract.Parameters.Underlying, price.Units + Nudge()) : null;
    }

    /// <summary>The very price at which an account falls below its line, or a unit to either side.</summary>
    private SubmitQuotes? ToWhereItIsLiquidated() =>
        AnyPosition() is { } held && Engine.LiquidationPriceOf(held.Unit, held.Line.Instrument) is { } price
            ? Quote(IndexOf(held.Line.Instrument), price.Units + Nudge())
            : null;

    private SubmitQuotes SeveralAtOnce()
    {
        var quotes = new List<IndexQuote>();
        foreach (var index in _indices)
        {
            var near = Triggers(index.Id);
            var price = near.Count > 0 && _dice.Chance(60) ? _dice.Pick(near) + Nudge() : Price(index.Id) + Nudge();
            quotes.AddRange(Quotes(index.Id, price));
        }

        return new(Now, quotes.ToArray(), default);
    }

    private SubmitQuotes AUnitAway() => AnyIndex() is var index ? Quote(index, Price(index) + Side()) : null!;

    private SubmitQuotes ToTheEdge()
    {
        var index = AnyIndex();
        var most = Engine.State.Index(index).MaxPrice.Units;
        var isFar = Scale == AdversaryScale.Huge || _dice.Chance(5);
        _planned.Enqueue(Quote(index, Price(index)));
        return Quote(
            index,
            _dice.Chance(50) ? 1 + _dice.Below(2)
                : isFar ? most - _dice.Below(2)
                : Price(index) * 3
        );
    }

    /// <summary>One mark alone, at a trigger of its own.</summary>
    private Command? Override()
    {
        if (AnyOpen() is not { } instrument)
        {
            return null;
        }

        var own = Engine.State.Instrument(instrument).Override;
        if (own != default && _dice.Chance(50))
        {
            return new EndMarkOverride(Now, instrument, 3);
        }

        var triggers = _triggers.FindAll(each => !each.IsIndex && each.Place == instrument.Value);
        var price = triggers.Count > 0 ? _dice.Pick(triggers).Price + Nudge() : _market.Mark(instrument).Units + Nudge();
        _planned.Enqueue(new ApproveMarkOverride(Now, instrument, 2));
        _planned.Enqueue(new AdvanceTime(Now));
        return new ProposeMarkOverride(Now, instrument, new(Math.Max(1, price)), Now + Duration.FromSeconds(_dice.Between(1, 20)), 1);
    }

    /// <summary>A basis: the mark leaves the index by itself.</summary>
    private SubmitQuotes? TopOfABook()
    {
        if (AnyOpen() is not { } instrument)
        {
            return null;
        }

        var mid = Math.Max(1, _market.Mark(instrument).Units + Nudge());
        var book = _dice.Chance(50) ? default : new Price(mid);
        return new(Now, default, new BookQuote[] { new(instrument, book, book, book) });
    }

    private SubmitQuotes Quote(IndexId index, long price) => new(Now, Quotes(index, price).ToArray(), default);

    private IEnumerable<IndexQuote> Quotes(IndexId index, long price)
    {
        var most = Engine.IsKnown(index) ? Engine.State.Index(index).MaxPrice.Units : Values.Price.MaxUnits;
        var within = new Price(Math.Clamp(price, 1, most));
        return Enumerable.Range(0, 3).Select(place => new IndexQuote(index, (byte)place, within, within));
    }

    private IndexId AnyIndex() => _dice.Chance(15) ? StableIndex : _dice.Pick([BtcIndex, EthIndex]);

    private long Price(IndexId index) => Engine.IndexPrice(index).Units;

    private (IndexId Index, long Price)? AnyTrigger()
    {
        CopyTriggers();
        if (_triggers.Count == 0)
        {
            return null;
        }

        var trigger = _dice.Pick(_triggers);
        return (IndexOf(trigger.IsIndex, trigger.Place), trigger.Price);
    }

    private List<long> Triggers(IndexId index)
    {
        CopyTriggers();
        return [.. _triggers.FindAll(each => IndexOf(each.IsIndex, each.Place) == index).Select(each => each.Price)];
    }

    private void CopyTriggers()
    {
        _triggers.Clear();
        Engine.Renew();
        Engine.State.Certificates?.CopyTriggers(_triggers);
        // In an order that does not depend on how they are kept.
        _triggers.Sort((left, right) => Key(left).CompareTo(Key(right)));
    }

    private static (bool, int, bool, long, int) Key(Engine.Solvency.Certificates.LiveTrigger each) =>
        (each.IsIndex, each.Place, each.IsLow, each.Price, each.Account.Value);

    private IndexId IndexOf(bool isIndex, int place) => isIndex ? new((ushort)place) : IndexOf(new InstrumentId((ushort)place));
}
