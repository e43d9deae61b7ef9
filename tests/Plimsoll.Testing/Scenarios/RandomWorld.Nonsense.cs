using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Testing.Worlds;
using Plimsoll.Values;

namespace Plimsoll.Testing.Scenarios;

/// <content>Commands that make no sense: each must be refused, or be harmless.</content>
public sealed partial class RandomWorld
{
    private static readonly long[] OddNumbers =
    [
        long.MinValue,
        -1_000_000_000_000_001,
        -7,
        -1,
        0,
        1,
        3,
        1_000_000_000_000_001,
        long.MaxValue,
    ];
    private static readonly Int128[] OddAmounts = [Int128.MinValue, -5, 0, 1, (Int128)long.MaxValue * 1_000_000_000, Int128.MaxValue];

    private Command Nonsense() => _hasSchemes && _dice.Chance(10) ? OddScheme() : PlainNonsense();

    private Command PlainNonsense() =>
        _dice.Below(23) switch
        {
            0 => new PlaceOrder(Now, OddAccount(), OddInstrument(), new(OddNumber()), new(OddNumber()), _dice.Chance(50), OddNumber()),
            1 => new PlaceOrder(Now, Trader(), AnyMargined(), new(OddNumber()), new(OddNumber()), _dice.Chance(50), 0),
            2 => new AmendOrder(Now, OddOrder(), new(OddNumber()), new(OddNumber())),
            3 => new CancelOrder(Now, OddOrder()),
            4 => new ReportOrderDone(Now, new(OddNumber())),
            5 => new RecordTrades(Now, OddLegs()),
            6 => new RecordTrades(Now, default),
            7 => new BustTrade(Now, OddNumber()),
            8 => new CorrectTrade(
                Now,
                _trades.Count == 0 ? 1 : _dice.Pick(_trades).TradeId,
                OddNumber(),
                new(OddNumber()),
                new(OddNumber())
            ),
            9 => new DepositCollateral(Now, OddAccount(), new((byte)_dice.Below(256)), new(_dice.Pick(OddAmounts))),
            10 => new WithdrawCollateral(Now, OddAccount(), _dice.Pick([Usd, Btc]), new(_dice.Pick(OddAmounts))),
            11 => new TransferCollateral(Now, OddAccount(), OddAccount(), Usd, new(_dice.Pick(OddAmounts))),
            12 => new MoveIsolatedMargin(Now, Trader(), OddInstrument(), new(_dice.Pick(OddAmounts))),
            13 => new FundInsurance(Now, new((byte)_dice.Below(256)), new(_dice.Pick(OddAmounts))),
            14 => new SetMarginMode(Now, OddAccount(), OddInstrument(), (MarginMode)_dice.Below(256), new((int)_dice.Between(-5, 200_000))),
            15 => new SetAccountStatus(Now, OddAccount(), (AccountStatus)_dice.Below(256)),
            16 => new SubmitQuotes(
                Now,
                new IndexQuote[] { new(new((ushort)_dice.Below(9)), (byte)_dice.Below(9), new(OddNumber()), new(OddNumber())) },
                default
            ),
            17 => new SubmitQuotes(
                Now,
                default,
                new BookQuote[] { new(OddInstrument(), new(OddNumber()), new(OddNumber()), new(OddNumber())) }
            ),
            18 => new AdvanceTime(_dice.Chance(50) ? new(OddNumber()) : new(Now.Nanoseconds - 60_000_000_000)),
            19 => OddListing(),
            20 => new ExpireInstrument(Now, OddInstrument()),
            21 => OddSurface(),
            _ => new StrangeCommand(Now),
        };

    private Command OddListing() =>
        _dice.Below(6) switch
        {
            0 => new ListAsset(Now, _dice.Pick(_assets)),
            1 => new ListIndex(Now, _dice.Pick(_indices)),
            2 => new ListInstrument(Now, _dice.Pick(_instruments)),
            3 => new ChangeInstrument(Now, _dice.Pick(_instruments) with { LotSize = new(OddNumber()) }, Now),
            4 => new ChangeVenue(Now, Rules with { LiquidationTarget = new(OddNumber()) }, Now),
            _ => new ChangeAsset(Now, null!, Now),
        };

    private TradeLeg[] OddLegs() =>
        [
            .. Enumerable
                .Range(0, 1 + _dice.Below(3))
                .Select(_ => new TradeLeg(
                    _dice.Chance(50) ? _nextTrade : OddNumber(),
                    _dice.Chance(70) ? AnyMargined() : OddInstrument(),
                    new(OddNumber()),
                    new(OddNumber()),
                    OddAccount(),
                    OddOrder(),
                    OddAccount(),
                    OddOrder()
                )),
        ];

    private long OddNumber() => _dice.Pick(OddNumbers);

    private AccountId OddAccount() =>
        new(_dice.Chance(50) ? _dice.Below(Engine.AccountCount) : _dice.Pick([-1, int.MinValue, 0, 5, 10_000, int.MaxValue]));

    private InstrumentId OddInstrument() => new((ushort)_dice.Pick([0, 5, 6, 7, 500, ushort.MaxValue]));

    private OrderId OddOrder() =>
        _liquidationOrders.Count > 0 && _dice.Chance(30) ? _dice.Pick(_liquidationOrders).Order
        : _orders.Count > 0 && _dice.Chance(50) ? _dice.Pick(_orders).Order
        : new(OddNumber());
}
