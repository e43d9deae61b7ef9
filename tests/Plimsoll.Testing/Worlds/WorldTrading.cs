using System.Numerics;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Trading;
using Plimsoll.Testing.Naive;

namespace Plimsoll.Testing.Worlds;

/// <summary>Orders and trades of a random world, some of them far too large for their account.</summary>
internal sealed class WorldTrading(World world)
{
    private readonly SplitMix _dice = world.Dice;

    public Command? PlaceOrder()
    {
        if (world.Traders.Count == 0 || world.Open.Count == 0)
            return null;

        var account = _dice.Chance(85) ? _dice.Pick(world.Users) : _dice.Pick(world.State.Accounts);
        var instrument = _dice.Pick(world.Open);
        var held = world.State.UnitOf(account, instrument.Id).Quantity(instrument.Id);
        var isReduceOnly = !held.IsZero && _dice.Chance(40);
        var size = isReduceOnly
            ? Part(instrument, held)
            : world.Size(instrument, world.Worth(account) * _dice.Between(1, _dice.Chance(70) ? 25 : 150) / 10);
        var sign =
            isReduceOnly ? -held.Sign
            : _dice.Chance(50) ? 1
            : -1;
        return new PlaceOrder(
            world.At,
            World.Id(account),
            World.Id(instrument),
            new((long)(sign * size)),
            new((long)world.PriceNear(instrument, _dice.Between(-200, 200))),
            isReduceOnly,
            _dice.Chance(20) ? _dice.Between(1, 5) : 0
        );
    }

    public Command? AmendOrder()
    {
        if (_dice.PickOrDefault(world.State.Orders.Values.ToList()) is not { } order)
            return null;

        var instrument = world.State.Instruments[order.Instrument];
        var size = Lots(instrument, _dice.PerMille(BigInteger.Abs(order.Remaining), 1, 3_000));
        var sign = _dice.Chance(95) ? order.Remaining.Sign : -order.Remaining.Sign;
        return new AmendOrder(
            world.At,
            new(order.Id),
            new((long)(sign * size)),
            new((long)world.PriceNear(instrument, _dice.Between(-300, 300)))
        );
    }

    public Command? EndOrder()
    {
        if (_dice.PickOrDefault(world.State.Orders.Values.ToList()) is not { } order)
            return null;

        return _dice.Chance(70) ? new CancelOrder(world.At, new(order.Id)) : new ReportOrderDone(world.At, new(order.Id));
    }

    /// <summary>One leg, sometimes several, between accounts that may not be able to afford it: fills are facts.</summary>
    public Command? Trade()
    {
        if (world.Open.Count == 0)
            return null;

        var legs = Enumerable.Range(0, _dice.Chance(15) ? (int)_dice.Between(2, 4) : 1).Select(_ => Leg()).ToArray();
        return new RecordTrades(world.At, legs);
    }

    /// <summary>Two legs of one underlying against each other, for an account that is margined as a whole: as large as only that allows.</summary>
    public Command? TradeSpread()
    {
        var users = world.Users.Where(user => user.Scheme != 0).ToList();
        if (_dice.PickOrDefault(users) is not { } user || world.Open.Count == 0)
            return null;

        var first = _dice.Pick(world.Open);
        var others = world.Open.Where(each => each != first && each.Parameters.Underlying == first.Parameters.Underlying && !each.IsSpot);
        if (first.IsSpot || _dice.PickOrDefault(others.ToList()) is not { } second)
            return null;

        var worth = world.Worth(user) * _dice.Between(1, _dice.Chance(60) ? 10 : 40);
        var sign = _dice.Chance(50) ? 1 : -1;
        return new RecordTrades(world.At, new[] { Leg(user, first, sign, worth), Leg(user, second, -sign, worth) });
    }

    /// <summary>A fill of an open order of a user.</summary>
    public Command? FillOrder()
    {
        if (_dice.PickOrDefault(world.State.Orders.Values.Where(order => !order.IsLiquidation).ToList()) is not { } order)
            return null;

        var instrument = world.State.Instruments[order.Instrument];
        if (instrument.IsClosed)
            return null;

        var owner = Named(order.Account);
        var other = Other(owner);
        var quantity = order.Remaining.Sign * Part(instrument, order.Remaining);
        var price = new Plimsoll.Values.Price((long)order.Limit);
        var leg = _dice.Chance(50)
            ? new TradeLeg(
                world.NextTrade++,
                World.Id(instrument),
                new((long)quantity),
                price,
                new(owner),
                new(order.Id),
                new(other),
                default
            )
            : new TradeLeg(
                world.NextTrade++,
                World.Id(instrument),
                new((long)-quantity),
                price,
                new(other),
                default,
                new(owner),
                new(order.Id)
            );
        return new RecordTrades(world.At, new[] { leg });
    }

    /// <summary>What the matching engine says of a liquidation order: filled, part of it, done, or nothing yet.</summary>
    public Command? AnswerLiquidation()
    {
        var open = world.State.Orders.Values.Where(order => order.IsLiquidation).ToList();
        world.Seen.AddRange(open.Where(order => world.Seen.All(seen => seen.Id != order.Id)));
        var order = _dice.PickOrDefault(_dice.Chance(90) ? open : world.Seen);
        if (order is null || world.State.Instruments[order.Instrument].IsClosed)
            return null;

        return _dice.Below(100) switch
        {
            < 35 => Fill(order, BigInteger.Abs(order.Remaining)),
            < 65 => Fill(order, Part(world.State.Instruments[order.Instrument], order.Remaining)),
            < 90 => new ReportOrderDone(world.At, new(order.Id)),
            _ => null,
        };
    }

    public Command? BustOrCorrect()
    {
        if (_dice.PickOrDefault(world.State.Trades.TakeLast(25).ToList()) is not { } trade)
            return null;

        var instrument = world.State.Instruments[trade.Instrument];
        if (_dice.Chance(60) || instrument.IsClosed)
            return new BustTrade(world.At, trade.Id);

        return new CorrectTrade(
            world.At,
            trade.Id,
            world.NextTrade++,
            new((long)(trade.Quantity.Sign * Lots(instrument, _dice.PerMille(BigInteger.Abs(trade.Quantity), 100, 2_000)))),
            new((long)world.PriceNear(instrument, _dice.Between(-200, 200)))
        );
    }

    private TradeLeg Leg(NaiveAccount user, NaiveInstrument instrument, int sign, BigInteger worth) =>
        new(
            world.NextTrade++,
            World.Id(instrument),
            new((long)(sign * world.Size(instrument, worth))),
            new((long)world.PriceNear(instrument, _dice.Between(-20, 20))),
            World.Id(user),
            default,
            new(Other(user.Id)),
            default
        );

    private TradeLeg Leg()
    {
        var instrument = _dice.Pick(world.Open);
        var taker = _dice.Chance(98)
            ? _dice.Pick(world.Users)
            : _dice.Pick(world.State.Accounts.Where(each => each.HoldsPositions).ToList());
        var maker = Other(taker.Id);
        var unit = world.State.UnitOf(taker, instrument.Id);
        var held = unit.Quantity(instrument.Id);
        var isClosing = !held.IsZero && _dice.Chance(40);
        var leverage = _dice.Chance(15) ? _dice.Between(10, 60) : _dice.Between(1, 10);
        var worth = instrument.IsSpot ? world.Worth(taker) / 4 : world.Worth(taker) * leverage;
        var size = isClosing ? Part(instrument, held) : world.Size(instrument, worth);
        var sign =
            isClosing ? -held.Sign
            : _dice.Chance(50) ? 1
            : -1;
        var away = _dice.Chance(6) ? _dice.Between(-3_000, 3_000) : _dice.Between(-50, 50);
        return new(
            world.NextTrade++,
            World.Id(instrument),
            new((long)(sign * size)),
            new((long)world.PriceNear(instrument, away)),
            World.Id(taker),
            default,
            new(maker),
            default
        );
    }

    private RecordTrades Fill(NaiveOrder order, BigInteger size)
    {
        var instrument = world.State.Instruments[order.Instrument];
        BigInteger tick = instrument.Parameters.TickSize.Units;
        // Somewhere between the mark and the limit, sometimes beyond.
        var weight = _dice.Chance(90) ? _dice.Between(0, 100) : _dice.Between(-20, 120);
        var bounded = BigInteger.Clamp(order.Limit, instrument.Mark * 9 / 10, (instrument.Mark * 11 / 10) + 1);
        var price = tick * BigInteger.Max(1, ((instrument.Mark * weight) + (bounded * (100 - weight))) / 100 / tick);
        var account = world.State.Accounts[order.Account];
        var named = _dice.Chance(70) ? Named(account.Id) : account.Id;
        var leg = new TradeLeg(
            world.NextTrade++,
            World.Id(instrument),
            new((long)(order.Remaining.Sign * size)),
            new((long)price),
            new(named),
            new(order.Id),
            new(Other(named)),
            default
        );
        return new(world.At, new[] { leg });
    }

    private int Named(int account) => world.State.Accounts[account].Parent ?? account;

    /// <summary>A counterparty: a market maker as a rule, now and then anybody who can hold a position.</summary>
    private int Other(int account)
    {
        var candidates = (_dice.Chance(60) ? world.Makers : world.Traders).Where(other => other.Id != account).ToList();
        return candidates.Count > 0
            ? _dice.Pick(candidates).Id
            : world.State.Accounts.First(other => other.IsTrader && other.Id != account).Id;
    }

    private BigInteger Part(NaiveInstrument instrument, BigInteger quantity)
    {
        var all = BigInteger.Abs(quantity);
        return _dice.Chance(40) ? all : BigInteger.Min(all, Lots(instrument, _dice.PerMille(all, 1, 1_000)));
    }

    private static BigInteger Lots(NaiveInstrument instrument, BigInteger quantity)
    {
        BigInteger lot = instrument.Parameters.LotSize.Units;
        return lot * BigInteger.Max(1, quantity / lot);
    }
}
