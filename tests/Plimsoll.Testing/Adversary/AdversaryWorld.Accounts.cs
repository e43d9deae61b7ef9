using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Trading;
using Plimsoll.Margin;
using Plimsoll.Values;

namespace Plimsoll.Testing.Adversary;

/// <content>What accounts do between two prices: everything that a certificate rests on changes.</content>
public sealed partial class AdversaryWorld
{
    private List<(int Weight, Func<Command?> Make)> AccountDeeds() =>
        [
            (14, Trade),
            (8, ExactHealth),
            (5, Flip),
            (5, SizeAtATierBound),
            (3, Lose),
            (3, AtARung),
            (4, () => new DepositCollateral(Now, Trader(), _dice.Pick([Usd, Stable, Btc, Eth]), new(_dice.Between(1, 50_000)))),
            (4, Withdraw),
            (
                3,
                () =>
                    new TransferCollateral(
                        Now,
                        _dice.Pick(_users),
                        _dice.Pick(_users),
                        AnyAsset(),
                        new(_dice.Between(1, _dice.Pick([9, 999, 20_000])))
                    )
            ),
            (3, () => AnyOpen() is { } id ? new SetMarginMode(Now, _dice.Pick(_users), id, AnyMode(), AnyLeverage()) : null),
            (2, Isolate),
            (3, MoveMargin),
            (3, () => AnyOpen() is { } id ? new SetLeverage(Now, _dice.Pick(_users), id, AnyLeverage()) : null),
            (2, Scheme),
            (5, Place),
            (2, () => _orders.Count > 0 ? new CancelOrder(Now, _dice.Pick(_orders).Order) : null),
            (7, AnswerLiquidation),
            (2, Undo),
            (1, () => new OpenAccount(Now, (int)_dice.Between(0, 3), AccountKind.User)),
            (1, () => new SetAccountStatus(Now, _dice.Pick(_users), _dice.Pick([AccountStatus.Active, AccountStatus.ReduceOnly]))),
        ];

    /// <summary>In every fifth venue: whoever is under a scheme is looked at each time, which is slow.</summary>
    private SetScheme? Scheme() =>
        _hasSchemes ? new(Now, AnyPosition()?.User ?? _dice.Pick(_users), new((ushort)_dice.Pick([0, 0, 1]))) : null;

    private AccountId Trader() => _dice.Chance(10) ? _dice.Pick(_makers) : _dice.Pick(_users);

    private AssetId AnyAsset() => _dice.Pick([Usd, Usd, Stable, Btc, Eth]);

    private MarginMode AnyMode() => _dice.Chance(70) ? MarginMode.Isolated : MarginMode.Cross;

    private Leverage AnyLeverage() => _dice.Chance(30) ? Leverage.Unset : new((int)_dice.Between(100, 5_000));

    /// <summary>Some multiple of what the account has, or at this scale as much as may be.</summary>
    private RecordTrades? Trade()
    {
        if (AnyOpen() is not { } instrument)
        {
            return null;
        }

        var user = _dice.Pick(_users);
        if (Scale == AdversaryScale.Huge && _dice.Chance(20))
        {
            var most = Engine.State.Instrument(instrument).MaxPosition.Units;
            return Trades((user, instrument, Side() * (_dice.Chance(50) ? most : _dice.Between(1, most)), _market.Mark(instrument).Units));
        }

        var equity = Int128.Max(1, Engine.MarginOf(Engine.MarginUnitOf(user, instrument)).Equity.Units);
        var quantity = Quantity(instrument, equity * _dice.Between(1, 250) / 10);
        return Trades(
            (
                user,
                instrument,
                Side() * quantity,
                Math.Max(1, _market.Mark(instrument).Units + (Scale == AdversaryScale.Tiny ? 0 : Nudge()))
            )
        );
    }

    /// <summary>Brings equity to exactly maintenance margin, or its margin-call multiple, or a unit to either side; then the price moves by a unit.</summary>
    private Command? ExactHealth()
    {
        if (AnyPosition() is not { } held || Engine.MarginUnitOf(held.User, Linear) != held.User || held.Unit != held.User)
        {
            return null;
        }

        var margin = Engine.MarginOf(held.User);
        var multiple = _dice.Chance(60) ? Engine.State.Venue.MarginCallMultiple : Rate.One;
        var surplus = margin.Equity - margin.MaintenanceMargin.Scale(multiple, Rounding.Ceiling) - new Money(Nudge());
        var index = IndexOf(held.Line.Instrument);
        if (_dice.Chance(70))
        {
            _planned.Enqueue(Quote(index, Price(index) + Side()));
        }

        return surplus.IsNegative ? new DepositCollateral(Now, held.User, Usd, -surplus) : LoseDollars(held.User, surplus.Units);
    }

    /// <summary>A loss of so many units: bought dear and sold at the mark in one command.</summary>
    private RecordTrades? LoseDollars(AccountId user, Int128 units)
    {
        var mark = _market.Mark(Linear).Units;
        return units > 0 && mark > 0 && mark + units < Values.Price.MaxUnits && !_closed.Contains(Linear)
            ? Trades((user, Linear, 1, mark + (long)units), (user, Linear, -1, mark))
            : null;
    }

    /// <summary>The position changes its sign, or its last lot goes, or one lot is left.</summary>
    private RecordTrades? Flip()
    {
        if (AnyPosition() is not { } held)
        {
            return null;
        }

        var change = -held.Line.Quantity.Units * _dice.Between(1, 2) + Nudge();
        return change == 0 ? null : Trades((held.User, held.Line.Instrument, change, _market.Mark(held.Line.Instrument).Units));
    }

    /// <summary>A position whose notional is at the floor of a tier, or a lot to either side.</summary>
    private RecordTrades? SizeAtATierBound()
    {
        if (
            AnyOpen() is not { } instrument
            || _market.Contract(instrument).Parameters.Margin is not RiskTierTable table
            || table.Tiers.Length == 0
        )
        {
            return null;
        }

        var (contract, user, mark) = (_market.Contract(instrument), _dice.Pick(_users), _market.Mark(instrument));
        var (least, tooMany) = (0L, Values.Quantity.MaxUnits);
        var floor = table.Tiers[^1].Floor;
        while (tooMany - least > 1)
        {
            var middle = least + ((tooMany - least) / 2);
            (least, tooMany) = contract.Notional(new(middle), mark) <= floor ? (middle, tooMany) : (least, middle);
        }

        var held = Engine.PositionOf(Engine.MarginUnitOf(user, instrument), instrument).Quantity.Units;
        var change = (Side() * (least + Nudge())) - held;
        return change == 0 ? null : Trades((user, instrument, change, mark.Units));
    }

    /// <summary>A loss in a coin that the account may not have: a debt.</summary>
    private RecordTrades? Lose()
    {
        if (AnyOpen() is not { } instrument)
        {
            return null;
        }

        var (user, mark) = (_dice.Pick(_users), _market.Mark(instrument).Units);
        var quantity = Quantity(instrument, Int128.Max(1, Engine.MarginOf(user).Equity.Units / _dice.Between(2, 40)));
        var worse = Math.Max(mark + 1, mark * _dice.Between(1_001, 1_500) / 1_000);
        return Trades((user, instrument, quantity, worse), (user, instrument, -quantity, mark));
    }

    /// <summary>A balance at the end of a rung of its haircuts, or a unit to either side.</summary>
    private DepositCollateral? AtARung()
    {
        var (user, asset) = (_dice.Pick(_users), _dice.Pick([Stable, Btc, Eth]));
        var rungs = _market.Asset(asset).Asset.Haircuts.Rungs;
        var missing = rungs[_dice.Below(rungs.Length)].UpTo - Engine.Balance(user, asset) + new Money(Nudge());
        return missing.IsPositive && missing.Units < 10_000_000 ? new(Now, user, asset, missing) : null;
    }

    private WithdrawCollateral Withdraw()
    {
        var (user, asset) = (_dice.Pick(_users), AnyAsset());
        var most = Engine.Withdrawable(user, asset);
        return new(Now, user, asset, Money.Max(new(1), _dice.Chance(60) ? most + new Money(Nudge()) : new(most.Units / 2)));
    }

    /// <summary>A position with collateral of its own, and a size that it can just carry.</summary>
    private SetMarginMode? Isolate()
    {
        if (AnyOpen() is not { } instrument)
        {
            return null;
        }

        var (user, mark) = (_dice.Pick(_users), _market.Mark(instrument).Units);
        ref readonly var settlement = ref _market.Asset(_market.Contract(instrument).Parameters.SettlementAsset);
        var worth = Int128.Max(1_000, Engine.MarginOf(user).Equity.Units / _dice.Between(2, 20));
        var quantity = Quantity(instrument, worth * _dice.Between(1, 100) / 10);
        var amount = settlement.FromNumeraire(new(Int128.Min(worth, 1_000_000_000_000_000_000)), Rounding.Floor);
        _planned.Enqueue(new DepositCollateral(Now, user, settlement.Asset.Id, Money.Max(new(1), amount)));
        _planned.Enqueue(new MoveIsolatedMargin(Now, user, instrument, Money.Max(new(1), amount)));
        _planned.Enqueue(Trades((user, instrument, Side() * quantity, mark)));
        return new(Now, user, instrument, MarginMode.Isolated, AnyLeverage());
    }

    private MoveIsolatedMargin? MoveMargin()
    {
        if (AnyPosition() is not { } held || held.Unit == held.User)
        {
            return null;
        }

        var asset = _market.Contract(held.Line.Instrument).Parameters.SettlementAsset;
        var amount = Engine.Balance(held.Unit, asset).Abs().Units / _dice.Between(1, 8);
        return new(Now, held.User, held.Line.Instrument, new(Side() * Int128.Max(1, amount)));
    }

    private PlaceOrder? Place()
    {
        if (AnyOpen() is not { } instrument)
        {
            return null;
        }

        var (user, side, mark) = (_dice.Pick(_users), Side(), _market.Mark(instrument));
        var largest = Engine.LargestOrder(user, instrument, side, mark).Units;
        return new(Now, user, instrument, new(side * Math.Max(1, largest - Nudge())), mark, _dice.Chance(20), 0);
    }

    /// <summary>The book fills an order of the engine in full, in part, or not at all.</summary>
    private Command? AnswerLiquidation()
    {
        if (_liquidations.Count == 0)
        {
            return null;
        }

        var order = _dice.Pick(_liquidations);
        if (_dice.Chance(30) || _closed.Contains(order.Instrument) || Engine.OrderOf(order.Order) is not { } open)
        {
            return new ReportOrderDone(Now, order.Order);
        }

        var quantity = _dice.Chance(60) ? open.Remaining.Units : open.Remaining.Sign;
        return new RecordTrades(
            Now,
            new TradeLeg[]
            {
                new(
                    _nextTrade++,
                    order.Instrument,
                    new(quantity),
                    order.LimitPrice,
                    order.Account,
                    order.Order,
                    _dice.Pick(_makers),
                    OrderId.None
                ),
            }
        );
    }

    private Command? Undo()
    {
        if (_trades.Count == 0)
        {
            return null;
        }

        var trade = _trades[_trades.Count - 1 - _dice.Below(Math.Min(_trades.Count, 10))];
        return _closed.Contains(trade.Instrument) ? null
            : _dice.Chance(60) ? new BustTrade(Now, trade.TradeId)
            : new CorrectTrade(Now, trade.TradeId, _nextTrade++, trade.Quantity + new Quantity(trade.Quantity.Sign), trade.Price);
    }

    private RecordTrades Trades(params (AccountId User, InstrumentId Instrument, long Quantity, long Price)[] legs)
    {
        var maker = _dice.Chance(80) ? _dice.Pick(_makers) : _dice.Pick(_users.FindAll(user => user != legs[0].User));
        return new(
            Now,
            legs.Select(leg => new TradeLeg(
                    _nextTrade++,
                    leg.Instrument,
                    new(leg.Quantity),
                    new(leg.Price),
                    leg.User,
                    OrderId.None,
                    maker,
                    OrderId.None
                ))
                .ToArray()
        );
    }

    /// <summary>A quantity, unsigned, with about this notional in the numeraire; at least one lot.</summary>
    private long Quantity(InstrumentId instrument, Int128 worth)
    {
        var contract = _market.Contract(instrument);
        ref readonly var settlement = ref _market.Asset(contract.Parameters.SettlementAsset);
        var thousand = settlement.ToNumeraire(contract.Notional(new(1_000), _market.Mark(instrument)), Rounding.Ceiling).Units;
        return (long)Int128.Clamp(Int128.Min(worth, (Int128)1 << 100) * 1_000 / Int128.Max(1, thousand), 1, Values.Quantity.MaxUnits / 4);
    }
}
