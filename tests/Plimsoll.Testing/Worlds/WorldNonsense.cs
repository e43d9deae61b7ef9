using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Instruments;
using Plimsoll.Pricing;
using Plimsoll.Testing.Naive;
using Plimsoll.Values;

namespace Plimsoll.Testing.Worlds;

/// <summary>Commands with one thing wrong, so that the reason to refuse is certain.</summary>
internal sealed class WorldNonsense(World world)
{
    private static readonly AccountId Nobody = new(99_999);
    private static readonly InstrumentId Nothing = new(999);
    private static readonly Money TooMuch = new((Int128)1_000_000_000_000_000_000 * 1_000_000_000 + 1);

    private readonly SplitMix _dice = world.Dice;

    public Command Next() =>
        _dice.Below(7) switch
        {
            6 => new WorldSchemes(world).Wrong(),
            5 => new WorldSurfaces(world).Wrong(),
            0 => Money(),
            1 => Order(),
            2 => Trade(),
            3 => Venue(),
            _ => Listing(),
        };

    private AccountId User => World.Id(_dice.Pick(world.Users));

    private InstrumentId Instrument => World.Id(_dice.Pick(world.State.Instruments));

    private Command Money() =>
        _dice.Below(18) switch
        {
            16 => new SetAccountStatus(world.At, User, (AccountStatus)9),
            17 => new OpenAccount(world.At, 1, (AccountKind)9),
            0 => new DepositCollateral(world.At, Nobody, new(0), new(1)),
            1 => new DepositCollateral(world.At, new(-1), new(0), new(1)),
            2 => new DepositCollateral(world.At, AccountId.Fees, new(0), new(1)),
            3 => new DepositCollateral(world.At, User, new(63), new(1)),
            4 => new DepositCollateral(world.At, User, new(0), new(-_dice.Between(0, 5))),
            5 => new DepositCollateral(world.At, User, new(0), TooMuch),
            6 => new WithdrawCollateral(world.At, Nobody, new(0), new(1)),
            7 => new WithdrawCollateral(world.At, AccountId.Outside, new(0), new(1)),
            8 => new TransferCollateral(world.At, User, Nobody, new(0), new(1)),
            9 => new FundInsurance(world.At, new(63), new(1)),
            10 => new FundInsurance(world.At, new(0), new(0)),
            11 => new FundInsurance(world.At, new(0), TooMuch),
            12 => new MoveIsolatedMargin(world.At, Nobody, Instrument, new(1)),
            13 => new OpenAccount(world.At, -1, AccountKind.User),
            14 => new OpenAccount(world.At, 1, _dice.Pick([AccountKind.Venue, AccountKind.Isolated, AccountKind.InsuranceFund])),
            _ => new SetAccountStatus(world.At, Nobody, AccountStatus.Frozen),
        };

    private Command Order()
    {
        var account = User;
        var instrument = _dice.Pick(world.State.Instruments);
        var lot = instrument.Parameters.LotSize.Units;
        var tick = instrument.Parameters.TickSize.Units;
        return _dice.Below(11) switch
        {
            0 => Place(Nobody, instrument, lot, tick),
            1 => Place(AccountId.Clearing, instrument, lot, tick),
            2 => new PlaceOrder(world.At, account, Nothing, new(lot), new(tick), false, 0),
            3 => Place(account, instrument, 0, tick),
            4 => Place(account, instrument, lot > 1 ? lot + 1 : Quantity.MaxUnits + lot, tick),
            5 => Place(account, instrument, long.MinValue, tick),
            6 => Place(account, instrument, lot, _dice.Pick([0, -tick, long.MaxValue])),
            7 => Place(account, instrument, lot, tick > 1 ? tick + 1 : Price.MaxUnits + tick),
            8 => new CancelOrder(world.At, new(world.State.LastOrder + _dice.Between(1, 5))),
            9 => new AmendOrder(world.At, new(_dice.Between(-3, 0)), new(lot), new(tick)),
            _ => AboutLiquidation(lot, tick),
        };
    }

    private PlaceOrder Place(AccountId account, NaiveInstrument instrument, long quantity, long price) =>
        new(world.At, account, World.Id(instrument), new(quantity), new(price), false, 0);

    private Command AboutLiquidation(long lot, long tick)
    {
        var order = world.State.Orders.Values.FirstOrDefault(each => each.IsLiquidation)?.Id ?? 0;
        return _dice.Chance(50) ? new CancelOrder(world.At, new(order)) : new AmendOrder(world.At, new(order), new(lot), new(tick));
    }

    private Command Trade()
    {
        var instrument = _dice.Pick(world.State.Instruments);
        var (lot, tick) = (instrument.Parameters.LotSize.Units, instrument.Parameters.TickSize.Units);
        var (taker, maker) = (World.Id(_dice.Pick(world.Users)), World.Id(_dice.Pick(world.Makers)));
        var good = new TradeLeg(world.NextTrade, World.Id(instrument), new(lot), new(tick), taker, default, maker, default);
        var used = world.State.Trades.Count > 0 ? world.State.Trades[^1].Id : -1;
        return _dice.Below(13) switch
        {
            0 => new RecordTrades(world.At, default),
            1 => Legs(good with { TradeId = 0 }),
            2 => Legs(good with { TradeId = used }),
            3 => Legs(good, good),
            4 => Legs(good with { Instrument = Nothing }),
            5 => Legs(good with { Price = new(-tick) }),
            6 => Legs(good with { Quantity = default }),
            7 => Legs(good with { Taker = Nobody }),
            8 => Legs(good with { Maker = AccountId.Rounding }),
            9 => Legs(good with { Maker = good.Taker }),
            10 => Legs(good, good with { TradeId = world.NextTrade + 1, Maker = Nobody }),
            11 => new BustTrade(world.At, world.NextTrade + 7),
            _ => new CorrectTrade(world.At, world.NextTrade + 7, world.NextTrade, new(lot), new(tick)),
        };
    }

    private RecordTrades Legs(params TradeLeg[] legs) => new(world.At, legs);

    private Command Venue() =>
        _dice.Below(17) switch
        {
            16 => new AdvanceTime(new(_dice.Pick([7_258_118_400_000_000_000, long.MaxValue]))),
            0 => new AdvanceTime(new(world.State.Now - _dice.Between(1, 1_000_000))),
            1 => new StrangeCommand(world.At),
            2 => new SubmitQuotes(world.At, new[] { new IndexQuote(new(1_000), 0, new(1), new(1)) }, default),
            3 => new SubmitQuotes(world.At, new[] { new IndexQuote(new(0), 31, new(1), new(1)) }, default),
            4 => new SubmitQuotes(world.At, new[] { new IndexQuote(new(0), 0, new(1), new(Price.MaxUnits + 1)) }, default),
            5 => new SubmitQuotes(world.At, default, new[] { new BookQuote(Nothing, default, default, default) }),
            6 => new HaltInstrument(world.At, Nothing),
            7 => new SettleFunding(world.At, Instrument),
            8 => new ExpireInstrument(world.At, World.Id(world.State.Instruments[0])),
            9 => new DelistInstrument(world.At, Nothing),
            10 => new ProposeMarkOverride(world.At, Instrument, new(1_000), world.At + Duration.FromMinutes(1), 0),
            11 => new ProposeMarkOverride(
                world.At,
                Instrument,
                new(_dice.Pick([0, -1, long.MaxValue])),
                world.At + Duration.FromMinutes(1),
                1
            ),
            12 => new ApproveMarkOverride(world.At, Instrument, (int)_dice.Between(-1, 1)),
            13 => new EndMarkOverride(world.At, Instrument, (int)_dice.Between(0, 1)),
            14 => new SetLeverage(world.At, User, Instrument, new((int)_dice.Pick<long>([-5, 1, 99, 100_001]))),
            _ => new SetMarginMode(world.At, Nobody, Instrument, MarginMode.Isolated, Leverage.Unset),
        };

    private Command Listing()
    {
        var asset = world.State.Assets[^1];
        var next = asset with { Id = new((byte)world.State.Assets.Count) };
        var index = world.State.Indices[0].Parameters;
        var coming = index with { Id = new((ushort)world.State.Indices.Count) };
        return _dice.Below(13) switch
        {
            0 => new ListAsset(world.At, asset),
            1 => new ListAsset(world.At, next with { Decimals = 19 }),
            2 => new ListAsset(world.At, next with { Index = null }),
            3 => new ListAsset(world.At, next with { Index = new IndexId(1_000) }),
            4 => new ListIndex(world.At, index),
            5 => new ListIndex(world.At, coming with { Sources = [] }),
            6 => new ListIndex(world.At, coming with { Sources = [new("a", 0)] }),
            7 => new ListIndex(world.At, coming with { Sources = [new("a", 1, coming.Id)] }),
            8 => new ChangeAsset(world.At, asset, new(world.At.Nanoseconds - 1)),
            9 => new ChangeAsset(world.At, asset with { Decimals = asset.Decimals - 1 }, world.At),
            10 => new ChangeIndex(world.At, index with { Decimals = index.Decimals + 1 }, world.At),
            11 => new ChangeVenue(world.At, world.State.Venue with { LiquidationTarget = Rate.FromPercent(99) }, world.At),
            _ => InstrumentListing(),
        };
    }

    private Command InstrumentListing()
    {
        var listed = world.State.Instruments[0].Parameters;
        var next = listed with { Id = new((ushort)world.State.Instruments.Count) };
        var options = world.State.Instruments.Where(each => each.IsOption).Select(each => each.Parameters).ToList();
        if (_dice.Chance(30) && _dice.PickOrDefault(options) is { Option: { } right } option)
            return OptionListing(option with { Id = next.Id, Expiry = world.At + Duration.FromHours(1) }, option, right);

        return _dice.Below(14) switch
        {
            11 => new ListInstrument(world.At, next with { Kind = (InstrumentKind)9 }),
            12 => new ListInstrument(world.At, next with { Payoff = (Payoff)9 }),
            13 => new ListInstrument(world.At, next with { Expiry = world.At + Duration.FromHours(1) }),
            0 => new ListInstrument(world.At, listed),
            1 => new ListInstrument(world.At, next with { PriceDecimals = 13 }),
            2 => new ListInstrument(world.At, next with { PriceDecimals = 3 }),
            3 => new ListInstrument(world.At, next with { MultiplierDecimals = 9 }),
            4 => new ListInstrument(world.At, next with { SettlementAsset = new(63) }),
            5 => new ListInstrument(world.At, next with { Underlying = new(1_000) }),
            6 => new ListInstrument(world.At, next with { Kind = InstrumentKind.DatedFuture }),
            7 => new ListInstrument(world.At, next with { Fees = new(Rate.Zero, Rate.FromPercent(11), Rate.Zero) }),
            8 => new ListInstrument(world.At, next with { Kind = InstrumentKind.Spot }),
            9 => new ChangeInstrument(world.At, listed with { LotSize = new(listed.LotSize.Units * 2) }, world.At),
            _ => new ChangeInstrument(world.At, next, world.At),
        };
    }

    private Command OptionListing(InstrumentParameters next, InstrumentParameters listed, OptionParameters option) =>
        _dice.Below(10) switch
        {
            0 => new ListInstrument(world.At, next with { Option = null }),
            1 => new ListInstrument(world.At, next with { Option = option with { Strike = new(option.Strike.Units + 1) } }),
            2 => new ListInstrument(world.At, next with { Option = option with { Right = (OptionType)9 } }),
            3 => new ListInstrument(world.At, next with { Option = option with { Strike = default } }),
            4 => new ListInstrument(world.At, next with { Payoff = Payoff.Quanto }),
            5 => new ListInstrument(world.At, next with { PriceDecimals = 1 }),
            6 => new ListInstrument(world.At, next with { Expiry = world.At }),
            7 => new ListInstrument(world.At, next with { Kind = InstrumentKind.DatedFuture }),
            8 => new ListInstrument(world.At, next with { Margin = world.State.Instruments[0].Parameters.Margin }),
            _ => new ChangeInstrument(world.At, listed with { Option = option with { Strike = new(option.Strike.Units + 1) } }, world.At),
        };
}
