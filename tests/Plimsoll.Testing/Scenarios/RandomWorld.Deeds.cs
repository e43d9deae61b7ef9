using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Trading;
using Plimsoll.Instruments;
using Plimsoll.Values;

namespace Plimsoll.Testing.Scenarios;

/// <content>What traders, the matching engine and the venue do.</content>
public sealed partial class RandomWorld
{
    private List<(int Weight, Func<Command?> Make)> Deeds() =>
        [
            (30, Quotes),
            (18, Trade),
            (16, Place),
            (5, Amend),
            (3, Cancel),
            (14, AnswerLiquidation),
            (6, () => new DepositCollateral(Now, Trader(), _dice.Pick([Usd, Usd, Usd, Btc, Eth, Stable]), Amount(Usd, Dollars() / 10 + 1))),
            (5, Withdraw),
            (2, Transfer),
            (2, MoveMargin),
            (3, Mode),
            (2, () => new SetLeverage(Now, _dice.Pick(_users), AnyMargined(), RandomLeverage())),
            (4, Funding),
            (3, Expire),
            (4, Surface),
            (1, () => _dice.Chance(3) && Open().Count > 4 ? new DelistInstrument(Now, _dice.Pick(Open())) : null),
            (2, Undo),
            (
                1,
                () =>
                    new SetAccountStatus(
                        Now,
                        Trader(),
                        _dice.Pick([AccountStatus.Active, AccountStatus.Active, AccountStatus.ReduceOnly, AccountStatus.Frozen])
                    )
            ),
            (2, HaltOrResume),
            (
                2,
                () =>
                    _isPaused && _dice.Chance(50) ? new ResumeVenue(Now)
                    : _isPaused ? null
                    : _dice.Chance(30) ? new PauseVenue(Now)
                    : null
            ),
            (1, () => new FundInsurance(Now, _dice.Pick([Usd, Btc, Stable]), new(_dice.Between(1, 100 * Dollar)))),
            (2, Override),
            (3, Change),
            (1, () => new OpenAccount(Now, (int)_dice.Between(0, 4), AccountKind.User)),
            (6, () => new AdvanceTime(Now)),
            .. SchemeDeeds(),
        ];

    private InstrumentId AnyMargined() => new((ushort)_dice.Below(6));

    private Leverage RandomLeverage() => _dice.Chance(20) ? Leverage.Unset : new((int)_dice.Between(100, 5_000));

    private RecordTrades? Trade()
    {
        var open = Open();
        if (open.Count == 0)
        {
            return null;
        }

        return new(Now, Enumerable.Range(0, _dice.Chance(15) ? 2 : 1).Select(i => Leg(_dice.Pick(open), _nextTrade + i)).ToArray());
    }

    private TradeLeg Leg(InstrumentId instrument, long id)
    {
        var (taker, maker) = (Trader(), Trader());
        var (takerOrder, makerOrder) = (OrderId.None, OrderId.None);
        var quantity = Side() * Size(instrument, Dollars());
        if (_orders.Count > 0 && _dice.Chance(50))
        {
            var order = _dice.Pick(_orders);
            (instrument, taker, takerOrder) = (order.Instrument, Engine.ParentOf(order.Account), order.Order);
            quantity = _dice.Chance(70)
                ? order.Quantity.Units
                : order.Quantity.Sign * _market.Contract(instrument).Parameters.LotSize.Units;
        }

        var other = _orders.Find(order =>
            order.Instrument == instrument && order.Quantity.Sign == -Math.Sign(quantity) && order.Order != takerOrder
        );
        if (other != default && _dice.Chance(30))
        {
            (maker, makerOrder) = (Engine.ParentOf(other.Account), other.Order);
        }

        var price = PriceNear(instrument, _dice.Chance(4) ? 150 : 10);
        return new(id, instrument, new(quantity), price, taker, takerOrder, maker, makerOrder);
    }

    private PlaceOrder? Place()
    {
        var open = Open(id => !_halted.Contains(id));
        if (open.Count == 0)
        {
            return null;
        }

        var (instrument, account) = (_dice.Pick(open), Trader());
        var unit = Engine.MarginUnitOf(account, instrument);
        var held = Engine.PositionOf(unit, instrument).Quantity;
        var price = PriceNear(instrument, 30);
        if (!held.IsZero && _dice.Chance(30))
        {
            var lot = _market.Contract(instrument).Parameters.LotSize.Units;
            var reducing = Math.Max(1, held.Abs().Units / lot / _dice.Between(1, 4)) * lot;
            return new(Now, account, instrument, new(-held.Sign * reducing), price, true, 0);
        }

        var side = Side();
        var largest = Engine.LargestOrder(account, instrument, side, price).Units;
        var quantity = largest > 0 && largest < Size(instrument, 1_000_000) && _dice.Chance(30) ? largest : Size(instrument, Dollars());
        return new(Now, account, instrument, new(side * quantity), price, false, _dice.Chance(20) ? _dice.Between(1, 20) : 0);
    }

    private AmendOrder? Amend()
    {
        if (_orders.Count == 0 || Engine.OrderOf(_dice.Pick(_orders).Order) is null)
        {
            return null;
        }

        var order = _dice.Pick(_orders);
        var lot = _market.Contract(order.Instrument).Parameters.LotSize.Units;
        var lots = Math.Max(1, order.Quantity.Abs().Units / lot * _dice.Between(1, 20) / 10);
        return new(Now, order.Order, new(order.Quantity.Sign * lots * lot), PriceNear(order.Instrument, 30));
    }

    private Command? Cancel() =>
        _orders.Count == 0 ? null
        : _dice.Chance(50) ? new CancelOrder(Now, _dice.Pick(_orders).Order)
        : new ReportOrderDone(Now, _dice.Pick(_orders).Order);

    /// <summary>The book fills an order of the engine in full, in part, too late, or not at all.</summary>
    private Command? AnswerLiquidation()
    {
        if (_closedLiquidationOrders.Count > 0 && _dice.Chance(5))
        {
            return Filled(_dice.Pick(_closedLiquidationOrders), isPartial: true);
        }

        if (_liquidationOrders.Count == 0)
        {
            return null;
        }

        var order = _dice.Pick(_liquidationOrders);
        return _dice.Below(10) switch
        {
            < 4 => Filled(order, isPartial: false),
            < 7 => Filled(order, isPartial: true),
            < 9 => new ReportOrderDone(Now, order.Order),
            _ => null,
        };
    }

    private RecordTrades? Filled(LiquidationOrderPlaced order, bool isPartial)
    {
        if (_closed.Contains(order.Instrument))
        {
            return null;
        }

        var parameters = _market.Contract(order.Instrument).Parameters;
        var remaining = Engine.OrderOf(order.Order)?.Remaining.Units ?? order.Quantity.Units;
        var lots = Math.Abs(remaining) / parameters.LotSize.Units;
        var quantity = Math.Sign(remaining) * Math.Max(1, isPartial ? lots / _dice.Between(1, 3) : lots) * parameters.LotSize.Units;
        var near = PriceNear(order.Instrument, 20);
        var isWorse = order.Quantity.Sign > 0 ? near > order.LimitPrice : near < order.LimitPrice;
        var price = isWorse ? order.LimitPrice : near;
        return new(
            Now,
            new TradeLeg[]
            {
                new(_nextTrade, order.Instrument, new(quantity), price, order.Account, order.Order, _dice.Pick(_makers), OrderId.None),
            }
        );
    }

    private WithdrawCollateral Withdraw()
    {
        var (account, asset) = (Trader(), _dice.Pick([Usd, Usd, Btc, Eth, Stable]));
        var most = Engine.Withdrawable(account, asset);
        var amount = _dice.Below(4) switch
        {
            0 => most,
            1 => most + new Money(1),
            _ => new(most.Units * _dice.Between(1, 999) / 1000),
        };
        return new(Now, account, asset, Money.Max(new(1), amount));
    }

    private TransferCollateral Transfer() =>
        new(Now, _dice.Pick(_users), _dice.Pick(_users), _dice.Pick([Usd, Btc]), Amount(Usd, Dollars() / 10 + 1));

    private MoveIsolatedMargin? MoveMargin()
    {
        var instrument = AnyMargined();
        var isolated = _users.FindAll(account => Engine.MarginUnitOf(account, instrument) != account);
        if (isolated.Count == 0)
        {
            return null;
        }

        var user = _dice.Pick(isolated);
        var settlement = _market.Contract(instrument).Parameters.SettlementAsset;
        return new(Now, user, instrument, new(Side() * Amount(settlement, _dice.Between(1, 200)).Units));
    }

    private SetMarginMode Mode() =>
        new(Now, _dice.Pick(_users), AnyMargined(), _dice.Chance(70) ? MarginMode.Isolated : MarginMode.Cross, RandomLeverage());

    private SettleFunding? Funding()
    {
        var due = Open(id => Engine.NextFunding(id) <= Now);
        return due.Count == 0 ? null : new(Now, _dice.Pick(due));
    }

    private ExpireInstrument? Expire()
    {
        var expired = Open(id => _market.Contract(id).Parameters.Expiry <= Now);
        return expired.Count == 0 ? null : new(Now, expired[0]);
    }

    private Command? Undo()
    {
        if (_trades.Count == 0)
        {
            return null;
        }

        var trade = _trades[_trades.Count - 1 - _dice.Below(Math.Min(_trades.Count, 12))];
        return _closed.Contains(trade.Instrument) ? null
            : _dice.Chance(60) ? new BustTrade(Now, trade.TradeId)
            : new CorrectTrade(Now, trade.TradeId, _nextTrade, trade.Quantity, PriceNear(trade.Instrument, 10));
    }

    private Command? HaltOrResume()
    {
        var open = Open();
        if (open.Count == 0)
        {
            return null;
        }

        var instrument = _dice.Pick(open);
        return _halted.Contains(instrument) ? new ResumeInstrument(Now, instrument)
            : _dice.Chance(30) ? new HaltInstrument(Now, instrument)
            : null;
    }

    private Command? Override()
    {
        var open = Open();
        if (open.Count == 0)
        {
            return null;
        }

        var instrument = _proposed is { } proposed && open.Contains(proposed) ? proposed : _dice.Pick(open);
        return _dice.Below(3) switch
        {
            0 => new ProposeMarkOverride(Now, instrument, PriceNear(instrument, 100), Now + Duration.FromSeconds(_dice.Between(1, 300)), 1),
            1 => new ApproveMarkOverride(Now, instrument, 2),
            _ => new EndMarkOverride(Now, instrument, 3),
        };
    }

    private Command Change()
    {
        if (Engine.Scheduled() is { Count: > 0 } waiting && _dice.Chance(25))
            return new WithdrawChange(Now, _dice.Pick(waiting).Ticket);

        var at = _dice.Chance(50) ? Now : Now + Duration.FromSeconds(_dice.Between(1, 120));
        switch (_dice.Below(4))
        {
            case 0:
                return new ChangeVenue(Now, RandomRules(), Now);
            case 1:
                var asset = _dice.Pick(_assets.Skip(1).ToList());
                return new ChangeAsset(Now, Coin(asset.Id, asset.Symbol, asset.Decimals, asset.Index!.Value), at);
            case 2:
                var index = _dice.Pick(_indices);
                return new ChangeIndex(
                    Now,
                    index with
                    {
                        MaxDeviation = Rate.FromPercent(_dice.Between(1, 10)),
                        WindowBound = Rate.FromPercent(_dice.Between(1, 10)),
                    },
                    at
                );
            default:
                var instrument = _dice.Pick(_instruments);
                var tiers =
                    instrument.Kind == InstrumentKind.Spot ? instrument.Margin
                    : instrument.Option is { } option ? OptionMargin(option, instrument.Payoff)
                    : RandomMargin(instrument.SettlementAsset == Btc ? 100 : Dollar);
                return new ChangeInstrument(Now, instrument with { Margin = tiers, Fees = RandomFees() }, at);
        }
    }
}
