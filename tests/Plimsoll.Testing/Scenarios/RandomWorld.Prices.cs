using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Values;

namespace Plimsoll.Testing.Scenarios;

/// <content>Prices that wander, fall off cliffs, and sources that lie about them.</content>
public sealed partial class RandomWorld
{
    /// <summary>What each index would be if all sources told the truth.</summary>
    private readonly List<long> _truth = [];

    private SubmitQuotes Quotes()
    {
        var quotes = new List<IndexQuote>();
        foreach (var index in _indices.Where(_ => _dice.Chance(70)))
        {
            Wander(index.Id);
            for (byte place = 0; place < index.Sources.Count; place++)
            {
                if (!_dice.Chance(8))
                {
                    quotes.Add(_dice.Chance(6) ? Lie(index.Id, place) : Truth(index.Id, place));
                }
            }
        }

        return new(Now, quotes.ToArray(), Books());
    }

    private void Wander(IndexId index)
    {
        // The stablecoin mostly keeps its peg; the others crash now and then by up to two fifths.
        var reach =
            _dice.Chance(index == StableIndex ? 2 : 7) ? _dice.Between(50, 400)
            : index == StableIndex ? 2
            : _dice.Between(1, 25);
        var (start, price) = (
            index == StableIndex ? 10_000
            : index == BtcIndex ? 80_000
            : 20_000,
            _truth[index.Value]
        );
        var moved = price * (1000 + _dice.Between(-reach, reach)) / 1000;
        _truth[index.Value] = Math.Clamp(moved, start / 20, start * 20);
    }

    private IndexQuote Truth(IndexId index, byte place)
    {
        var price = _truth[index.Value] * (10_000 + _dice.Between(-15, 15)) / 10_000;
        var spread = _dice.Between(0, 3);
        return new(index, place, new(Math.Max(1, price - spread)), new(price + spread));
    }

    private IndexQuote Lie(IndexId index, byte place)
    {
        var price = _truth[index.Value];
        return _dice.Below(5) switch
        {
            0 => new(index, place, new(0), new(price)),
            1 => new(index, place, new(price + 5), new(price)),
            2 => new(index, place, new(price * 2), new(price * 2)),
            3 => new(index, place, new(Math.Max(1, price / 3)), new(Math.Max(1, price / 3))),
            _ => new(index, place, new(-price), new(-1)),
        };
    }

    private BookQuote[] Books() =>
        [
            .. Open(_ => _dice.Chance(30))
                .Select(id =>
                {
                    var mid = PriceNear(id, _dice.Chance(5) ? 200 : 10).Units;
                    var half = _dice.Between(0, Math.Max(1, mid / 500));
                    return _dice.Below(8) switch
                    {
                        0 => new BookQuote(id, default, default, new(mid)),
                        1 => new BookQuote(id, new(mid), default, default),
                        2 => new BookQuote(id, default, default, default),
                        _ => new BookQuote(id, new(Math.Max(1, mid - half)), new(mid + half), new(mid)),
                    };
                }),
        ];
}
