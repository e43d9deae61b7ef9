using Plimsoll.Collateral;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Surfaces;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Refusals;

/// <summary>For each reason to refuse, a venue and a command that is refused for it.</summary>
internal static class RefusalCases
{
    private static readonly AccountId Nobody = new(999);
    private static readonly InstrumentId Nothing = new(99);
    private static readonly VenueParameters Rules = new() { Numeraire = Scenario.Usd };

    /// <summary>Prepares a venue with a price of 100, and returns the command to refuse.</summary>
    public static IReadOnlyDictionary<RejectReason, Func<Scenario, Command>> All { get; } =
        new Dictionary<RejectReason, Func<Scenario, Command>>
        {
            [RejectReason.TimeBeforePrevious] = venue => new AdvanceTime(new(venue.Now.Nanoseconds - 1)),
            [RejectReason.UnknownCommand] = venue => new Unheard(venue.Now),
            [RejectReason.EffectiveTimeInPast] = venue => new ChangeVenue(venue.Now, Rules, new(venue.Now.Nanoseconds - 1)),
            [RejectReason.ParametersInvalid] = venue => new ChangeVenue(venue.Now, Rules with { TradesKept = -1 }, venue.Now),
            [RejectReason.ParameterNotChangeable] = venue => new ChangeAsset(
                venue.Now,
                Scenario.Bitcoin with
                {
                    Symbol = "XBT",
                },
                venue.Now
            ),
            [RejectReason.IdNotNext] = venue => new ListAsset(venue.Now, Scenario.Bitcoin with { Id = new(7) }),
            [RejectReason.LimitReached] = venue => OneAssetTooMany(venue),
            [RejectReason.Overflow] = venue => TradeOf(venue, venue.User(), venue.Maker(), Quantity.MaxUnits, Price.MaxUnits),
            [RejectReason.TimeOutOfRange] = _ => new AdvanceTime(Timestamp.FromMilliseconds(7_258_118_400_000)),
            [RejectReason.UnknownChange] = venue => new WithdrawChange(venue.Now, 1),
            [RejectReason.UnknownAccount] = venue => new DepositCollateral(venue.Now, Nobody, Scenario.Usd, new(1)),
            [RejectReason.AccountKindNotAllowed] = venue => new DepositCollateral(venue.Now, AccountId.Fees, Scenario.Usd, new(1)),
            [RejectReason.AccountFrozen] = venue => new WithdrawCollateral(
                venue.Now,
                WithStatus(venue, AccountStatus.Frozen),
                Scenario.Usd,
                new(1)
            ),
            [RejectReason.AccountReduceOnly] = venue => Buy(venue, WithStatus(venue, AccountStatus.ReduceOnly), 1),
            [RejectReason.AccountInLiquidation] = venue => Buy(venue, InLiquidation(venue), 1),
            [RejectReason.OwnersDiffer] = venue => new TransferCollateral(
                venue.Now,
                venue.User(10),
                venue.User(0, owner: 2),
                Scenario.Usd,
                new(1)
            ),
            [RejectReason.PositionOrOrdersOpen] = venue => new SetMarginMode(
                venue.Now,
                venue.LongTen(1000),
                Scenario.Perp,
                MarginMode.Isolated,
                default
            ),
            [RejectReason.NotIsolated] = venue => new MoveIsolatedMargin(venue.Now, venue.User(10), Scenario.Perp, new(1)),
            [RejectReason.LeverageInvalid] = venue => new SetLeverage(venue.Now, venue.User(10), Scenario.Perp, Leverage.Of(11)),
            [RejectReason.UnknownScheme] = venue => new SetScheme(venue.Now, venue.User(10), new(1)),
            [RejectReason.SameAccount] = venue => ToItself(venue, venue.User(10)),
            [RejectReason.UnknownAsset] = venue => new DepositCollateral(venue.Now, venue.User(), new(9), new(1)),
            [RejectReason.AmountNotPositive] = venue => new DepositCollateral(venue.Now, venue.User(), Scenario.Usd, default),
            [RejectReason.AmountTooLarge] = venue => new DepositCollateral(
                venue.Now,
                venue.User(),
                Scenario.Usd,
                new(AssetLimits.MaxAmount.Units + 1)
            ),
            [RejectReason.VenueCapReached] = venue => new DepositCollateral(venue.Now, venue.User(1), Scenario.Usd, AssetLimits.MaxAmount),
            [RejectReason.InsufficientWithdrawable] = venue => new WithdrawCollateral(venue.Now, venue.User(10), Scenario.Usd, new(11)),
            [RejectReason.InsufficientBalance] = venue => Buy(venue, venue.User(100), 1, SpotListed(venue)),
            [RejectReason.NoInsuranceFund] = venue => new FundInsurance(venue.Now, Scenario.Btc, new(1)),
            [RejectReason.AmountZero] = venue => new MoveIsolatedMargin(venue.Now, Isolated(venue), Scenario.Perp, default),
            [RejectReason.UnknownInstrument] = venue => Buy(venue, venue.User(100), 1, Nothing),
            [RejectReason.InstrumentNotTrading] = venue => Buy(venue.Do(new HaltInstrument(venue.Now, Scenario.Perp)), venue.User(100), 1),
            [RejectReason.InstrumentClosed] = venue => new HaltInstrument(
                venue.Do(new DelistInstrument(venue.Now, Scenario.Perp)).Now,
                Scenario.Perp
            ),
            [RejectReason.NotPerpetual] = venue => new SettleFunding(venue.Now, SpotListed(venue)),
            [RejectReason.NotDatedFuture] = venue => new ExpireInstrument(venue.Now, Scenario.Perp),
            [RejectReason.NotExpiredYet] = venue => new ExpireInstrument(venue.Now, Future(venue)),
            [RejectReason.FundingNotDue] = venue => new SettleFunding(venue.Now, Scenario.Perp),
            [RejectReason.AlreadyHalted] = venue => new HaltInstrument(
                venue.Do(new HaltInstrument(venue.Now, Scenario.Perp)).Now,
                Scenario.Perp
            ),
            [RejectReason.NotHalted] = venue => new ResumeInstrument(venue.Now, Scenario.Perp),
            [RejectReason.SpotHasNoMargin] = venue => new SetLeverage(venue.Now, venue.User(10), SpotListed(venue), Leverage.Of(2)),
            [RejectReason.PastExpiry] = venue => Buy(venue, venue.User(100), 1, Expired(venue)),
            [RejectReason.UnknownOrder] = venue => new CancelOrder(venue.Now, new(5)),
            [RejectReason.QuantityInvalid] = venue => Buy(venue, venue.User(100), 0),
            [RejectReason.PriceInvalid] = venue => Buy(venue, venue.User(100), 1, limit: 0),
            [RejectReason.WouldIncrease] = venue => Buy(venue, venue.User(100), 1, isReduceOnly: true),
            [RejectReason.InsufficientMargin] = venue => Buy(venue, venue.User(9), 1),
            [RejectReason.ClientOrderIdInUse] = venue => Buy(venue, WithOrder(venue, clientOrderId: 5), 1, clientOrderId: 5),
            [RejectReason.OrderIsLiquidation] = venue => new CancelOrder(venue.Now, LiquidationOrder(venue)),
            [RejectReason.SideChanged] = venue => new AmendOrder(venue.Now, venue.Order(venue.User(100), 1, 100), new(-1), new(100)),
            [RejectReason.TooManyOrders] = venue => Buy(venue, WithTwoHundredOrders(venue), 1),
            [RejectReason.NoLegs] = venue => new RecordTrades(venue.Now, default),
            [RejectReason.TradeIdInvalid] = venue => TradeOf(venue, venue.User(100), venue.Maker(), 1, 100, id: 0),
            [RejectReason.UnknownTrade] = venue => new BustTrade(venue.Now, 5),
            [RejectReason.TradeHasOneSide] = venue => OneSided(venue, venue.User(100)),
            [RejectReason.UnknownIndex] = venue => Quote(venue, new(new(9), 0, new(1), new(1))),
            [RejectReason.UnknownSource] = venue => Quote(venue, new(Scenario.BtcUsd, 3, new(1), new(1))),
            [RejectReason.NoMarkPrice] = venue => Buy(venue, venue.User(100), 1, venue.List(Listings.LinearOn(Scenario.BtcUsd))),
            [RejectReason.KeyInvalid] = venue => new EndMarkOverride(venue.Now, Scenario.Perp, 0),
            [RejectReason.NoProposal] = venue => new ApproveMarkOverride(venue.Now, Scenario.Perp, 1),
            [RejectReason.NoOverride] = venue => new EndMarkOverride(venue.Now, Scenario.Perp, 1),
            [RejectReason.PriceOutOfRange] = venue => new ProposeMarkOverride(venue.Now, Scenario.Perp, default, Timestamp.Never, 1),
            [RejectReason.NoDeliveryPrice] = venue => Expire(venue, Expired(venue, isIndexQuoted: false)),
            [RejectReason.NoSourceLeft] = venue => Buy(venue.Quote((0, 0, 0), (1, 0, 0), (2, 0, 0)), venue.User(100), 1),
            [RejectReason.NoIndexPrice] = venue => new SetSurface(venue.Now, venue.List(Listings.EtherIndex), Slices(venue, 60)),
            [RejectReason.NoSlices] = venue => new SetSurface(venue.Now, Scenario.BtcUsd, default),
            [RejectReason.SliceExpired] = venue => new SetSurface(venue.Now, Scenario.BtcUsd, Slices(venue, 0)),
            [RejectReason.SlicesNotRising] = venue => new SetSurface(venue.Now, Scenario.BtcUsd, Slices(venue, 60, 60)),
            [RejectReason.SmileOutOfRange] = venue => new SetSurface(
                venue.Now,
                Scenario.BtcUsd,
                new[] { Slices(venue, 60)[0] with { ForwardUnits = 0 } }
            ),
            [RejectReason.VenuePaused] = venue => Buy(venue.Do(new PauseVenue(venue.Now)), venue.User(100), 1),
            [RejectReason.AlreadyPaused] = venue => new PauseVenue(venue.Do(new PauseVenue(venue.Now)).Now),
            [RejectReason.NotPaused] = venue => new ResumeVenue(venue.Now),
        };

    private static SurfaceSlice[] Slices(Scenario venue, params long[] minutes) =>
        [.. minutes.Select(each => venue.Flat(venue.Now + Duration.FromMinutes(each), 0.5, 100))];

    private static PlaceOrder Buy(
        Scenario venue,
        AccountId account,
        long quantity,
        InstrumentId? instrument = null,
        long limit = 100,
        bool isReduceOnly = false,
        long clientOrderId = 0
    ) => new(venue.Now, account, instrument ?? Scenario.Perp, new(quantity), new(limit), isReduceOnly, clientOrderId);

    private static RecordTrades TradeOf(Scenario venue, AccountId taker, AccountId maker, long quantity, long price, long id = 900) =>
        new(venue.Now, new TradeLeg[] { new(id, Scenario.Perp, new(quantity), new(price), taker, OrderId.None, maker, OrderId.None) });

    private static RecordTrades OneSided(Scenario venue, AccountId account) => TradeOf(venue, account, account, 1, 100);

    private static TransferCollateral ToItself(Scenario venue, AccountId account) => new(venue.Now, account, account, Scenario.Usd, new(1));

    private static SubmitQuotes Quote(Scenario venue, IndexQuote quote) => new(venue.Now, new[] { quote }, default);

    private static ListAsset OneAssetTooMany(Scenario venue)
    {
        for (var i = 2; i < AssetId.Limit; i++)
        {
            venue.List(Scenario.Bitcoin with { Symbol = $"A{i}" });
        }

        return new(venue.Now, Scenario.Bitcoin with { Id = new(AssetId.Limit), Symbol = "TOOMANY" });
    }

    private static AccountId WithStatus(Scenario venue, AccountStatus status)
    {
        var user = venue.User(1000);
        venue.Do(new SetAccountStatus(venue.Now, user, status));
        return user;
    }

    private static AccountId InLiquidation(Scenario venue)
    {
        var user = venue.LongTen(145);
        venue.Price(89);
        return user;
    }

    private static OrderId LiquidationOrder(Scenario venue)
    {
        InLiquidation(venue);
        return venue.LatestLiquidationOrder;
    }

    private static AccountId Isolated(Scenario venue)
    {
        var user = venue.User(10);
        venue.Isolate(user);
        return user;
    }

    private static AccountId WithOrder(Scenario venue, long clientOrderId)
    {
        var user = venue.User(1000);
        venue.Order(user, 1, 100, clientOrderId: clientOrderId);
        return user;
    }

    private static AccountId WithTwoHundredOrders(Scenario venue)
    {
        var user = venue.User(10_000);
        for (var i = 0; i < 200; i++)
        {
            venue.Order(user, 1, 100);
        }

        return user;
    }

    private static InstrumentId SpotListed(Scenario venue)
    {
        var spot = venue.List(Listings.Spot);
        venue.Price(100);
        return spot;
    }

    private static ExpireInstrument Expire(Scenario venue, InstrumentId future) => new(venue.Now, future);

    private static InstrumentId Future(Scenario venue) => venue.List(Listings.DatedFuture(venue.Now + Duration.FromMinutes(1)));

    private static InstrumentId Expired(Scenario venue, bool isIndexQuoted = true)
    {
        var index = isIndexQuoted ? Scenario.BtcUsd : venue.List(Listings.EtherIndex);
        var future = venue.List(Listings.DatedFuture(venue.Now + Duration.FromMinutes(1)) with { Underlying = index });
        venue.Wait(Duration.FromMinutes(1)).Price(100);
        return future;
    }

    /// <summary>A command of a type that the engine does not know.</summary>
    private sealed record Unheard(Timestamp At) : Command(At);
}
