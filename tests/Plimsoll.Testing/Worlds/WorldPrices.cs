using System.Numerics;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Testing.Naive;
using Plimsoll.Values;

namespace Plimsoll.Testing.Worlds;

/// <summary>Prices of a random world: walks, jumps and crashes, and sources that fail in every way there is.</summary>
internal sealed class WorldPrices(World world)
{
    private readonly SplitMix _dice = world.Dice;

    private readonly BigInteger[] _truth = world.Truth;

    /// <summary>Drift in hundredths of a percent per tick, and for how many ticks it lasts.</summary>
    private readonly (long Drift, int Ticks)[] _regimes = new (long, int)[3];

    private readonly Dictionary<(int Index, int Source), (Fault Fault, int Ticks)> _faults = [];

    /// <summary>How many ticks an index stays without any quote at first.</summary>
    private readonly int[] _mute = [.. Enumerable.Range(0, 3).Select(_ => world.IsUnpriced ? world.Dice.Below(20) : 0)];

    private enum Fault
    {
        None,
        Silent,
        Frozen,
        Crossed,
        NotPositive,
        Deviating,
    }

    /// <summary>Prices of everything from every source: how a world begins.</summary>
    public SubmitQuotes First() => new(world.At, AllQuotes().ToArray(), Books(100).ToArray());

    /// <summary>Time goes on: with quotes as a rule, without sometimes.</summary>
    public Command Tick()
    {
        world.At = _dice.Chance(12) && world.Notable.Count > 0 ? Notable() : world.At + Step();
        Move();
        return _dice.Chance(15)
            ? new AdvanceTime(world.At)
            : new SubmitQuotes(world.At, _dice.Chance(95) ? AllQuotes().ToArray() : default, Books(60).ToArray());
    }

    /// <summary>Exactly when something is due, or a nanosecond beside it.</summary>
    private Timestamp Notable() => new(Math.Max(world.At.Nanoseconds, _dice.Pick(world.Notable) + _dice.Pick<long>([0, 0, 0, -1, 1])));

    private Duration Step()
    {
        var kind = _dice.Below(100);
        return kind switch
        {
            < 60 => Duration.FromSeconds(_dice.Between(0, 15)),
            < 90 => Duration.FromSeconds(_dice.Between(15, 90)),
            < 98 => Duration.FromMinutes(_dice.Between(1, 9)),
            _ => Duration.FromMinutes(_dice.Between(10, 120)),
        };
    }

    private void Move()
    {
        for (var index = 0; index < _truth.Length; index++)
        {
            var (drift, ticks) = _regimes[index];
            if (ticks == 0 && _dice.Chance(4))
                (drift, ticks) = (_dice.Between(-400, 350), (int)_dice.Between(1, 8));

            var wild = index == WorldSetup.UsdcIndex ? 3 : 30;
            var move = _dice.Between(-wild, wild) + (index == WorldSetup.UsdcIndex ? drift / 10 : drift);
            if (_dice.Chance(1))
                move += _dice.Between(-3_000, 2_500) / (index == WorldSetup.UsdcIndex ? 10 : 1);

            var moved = _truth[index] * (10_000 + move) / 10_000;
            _truth[index] = world.IsOdd ? BigInteger.Clamp(moved, 1, BigInteger.Pow(10, 14)) : BigInteger.Max(1_000, moved);
            // Not what others are converted by: their prices would leap too far.
            if (world.IsOdd && index != WorldSetup.UsdcIndex && _dice.Chance(2))
                _truth[index] = BigInteger.Pow(10, (int)_dice.Between(0, 13)) * _dice.Between(1, 9);

            _regimes[index] = ticks <= 1 ? default : (drift, ticks - 1);
        }
    }

    private IEnumerable<IndexQuote> AllQuotes()
    {
        for (var index = 0; index < _truth.Length; index++)
        {
            if (_mute[index]-- > 0)
                continue;

            for (var source = 0; source < world.State.Indices[index].Sources.Count; source++)
            {
                if (Quote(index, source) is { } quote)
                    yield return quote;
            }
        }
    }

    private IndexQuote? Quote(int index, int source)
    {
        var fault = NextFault(index, source);
        if (fault == Fault.Silent || _dice.Chance(5))
            return null;

        var last = world.State.Indices[index].Sources[source].Quotes.LastOrDefault();
        if (fault == Fault.Frozen && !last.Bid.IsZero)
            return new(new((ushort)index), (byte)source, new((long)last.Bid), new((long)last.Ask));

        var price = Seen(index, source);
        if (fault == Fault.Deviating)
            price = price * _dice.Between(850, 1_200) / 1_000;

        var (bid, ask) = Around(price, fault);
        return new(new((ushort)index), (byte)source, new((long)bid), new((long)ask));
    }

    private (BigInteger Bid, BigInteger Ask) Around(BigInteger price, Fault fault)
    {
        var half = BigInteger.Max(1, price * _dice.Between(0, 10) / 10_000);
        return fault switch
        {
            Fault.Crossed => (price + half, price - half),
            Fault.NotPositive => (-_dice.Between(0, 5), _dice.Chance(50) ? price : 0),
            _ => (BigInteger.Max(1, price - half), price + half),
        };
    }

    /// <summary>The truth with a little noise, in the currency the source quotes in.</summary>
    private BigInteger Seen(int index, int source)
    {
        var noisy = _truth[index] * (100_000 + _dice.Between(-80, 80)) / 100_000;
        if (world.State.Indices[index].Parameters.Sources[source].ConvertBy is not { } by)
            return noisy;

        return noisy * BigInteger.Pow(10, world.State.Indices[by.Value].Parameters.Decimals) / _truth[by.Value];
    }

    private Fault NextFault(int index, int source)
    {
        var (fault, ticks) = _faults.GetValueOrDefault((index, source));
        if (ticks == 0)
        {
            fault = _dice.Chance(4) ? (Fault)_dice.Between(1, 5) : Fault.None;
            ticks = fault == Fault.None ? (int)_dice.Between(1, 5) : (int)_dice.Between(1, 25);
        }

        _faults[(index, source)] = (fault, ticks - 1);
        return world.State.LastTick is null ? Fault.None : fault;
    }

    private IEnumerable<BookQuote> Books(int percent)
    {
        foreach (var instrument in world.State.Instruments.Where(instrument => !instrument.IsClosed))
        {
            if (_dice.Chance(percent))
                yield return Book(instrument);
        }
    }

    private BookQuote Book(NaiveInstrument instrument)
    {
        // An option's book is around its mark, and now and then away from it.
        var center = instrument.IsOption ? instrument.Mark : _truth[instrument.Parameters.Underlying.Value];
        var middle = center * (10_000 + _dice.Between(-60, 80)) / 10_000;
        var half = BigInteger.Max(1, middle * _dice.Between(0, 20) / 10_000);
        var last = middle * (10_000 + _dice.Between(-300, 300)) / 10_000;
        return new(
            World.Id(instrument),
            new(_dice.Chance(10) ? 0 : (long)BigInteger.Max(1, middle - half)),
            new(_dice.Chance(10) ? 0 : (long)(middle + half)),
            new(_dice.Chance(30) ? 0 : (long)BigInteger.Max(1, last))
        );
    }
}
