// A risk desk inside your own process: prices come in, and after each tick somebody wants to know who is nearest to the line, how ratios lie, what is open, what
// a further fall would liquidate, and whether an order would be accepted. All on the thread of the engine, between commands; who wants to ask on
// another thread follows (Reader). What each question costs, and how often to ask it: docs/guide/in-process.md.
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Values;
using RiskDesk;

var engine = new MarginEngine(new VenueParameters { Numeraire = DeskVenue.Usd });
using var reader = new Reader();
reader.Hand(engine.Events); // the opening of the venue is an event too
var now = Timestamp.FromMilliseconds(1_800_000_000_000);
var price = 60_000_00L;
var trade = 0L;

foreach (var command in DeskVenue.Listed(now))
    Do(command);

Quote();
var maker = Open(AccountKind.MarketMaker, 0);
for (var i = 0; i < 40; i++)
{
    // One bitcoin each, three of four long, from 4,000 to 31,300 USD.
    var trader = Open(AccountKind.User, 4_000 + (700 * i));
    Trade(trader, i % 4 == 3 ? -1_00 : 1_00);
}

var desk = Open(AccountKind.User, 15_500);
Do(new SetScheme(now, desk, DeskVenue.Scheme));
Trade(desk, 2_00);

foreach (var dollars in (long[])[59_400, 58_700, 58_300])
{
    now += Duration.FromSeconds(1);
    price = dollars * 100;
    Quote();
    // Between commands, as much as there is time for: ratios of some accounts in turn, and what checks of orders rest on.
    engine.RefreshRatios(16);
    engine.PrepareChecks(instruments: 16, accounts: 64);
}

Nearest();
Distribution("as last looked at");
engine.RefreshRatios(engine.AccountCount);
Distribution("with everybody looked at since the latest command");
Exposure();
Map();
Checks();
Figures();
Followed();

void Nearest()
{
    Console.WriteLine("nearest to liquidation");
    foreach (var risk in engine.NearestToLiquidation(5))
        Console.WriteLine($"  account {risk.Account.Value, 3}  {Percent(risk.Ratio), 9}  equity {Usd(risk.Equity), 10}  {risk.Condition}");
}

void Distribution(string when)
{
    Console.WriteLine($"margin ratios, {when}");
    foreach (
        var bucket in engine
            .MarginRatioDistribution([Rate.FromPercent(100), Rate.FromPercent(125), Rate.FromPercent(300), Rate.FromPercent(1_000)])
            .Buckets
    )
    {
        Console.WriteLine(
            $"  {Percent(bucket.From), 7} to {Percent(bucket.To), 7}  {bucket.Accounts, 3} accounts{(bucket.IsExact ? "" : ", about")}"
        );
    }
}

void Exposure()
{
    var exposure = engine.ExposureOf(DeskVenue.BtcUsd);
    Console.WriteLine($"open: {Usd(exposure.Notional)} USD; users are long {Usd(exposure.UsersLong)} on balance");
}

void Map()
{
    Console.WriteLine("what a move would liquidate, all else equal");
    foreach (var step in engine.LiquidationMapOf(DeskVenue.BtcUsd, [.. new long[] { -2, -5, -10, 10 }.Select(Rate.FromPercent)]))
    {
        Console.WriteLine(
            $"  {step.Move, 5}  {step.Accounts, 2} accounts, long {Usd(step.LongNotional), 12}, short {Usd(step.ShortNotional), 10}; left out {step.AccountsLeftOut}"
        );
    }
}

void Checks()
{
    Console.WriteLine("orders before they are placed, of the desk under portfolio margin");
    foreach (var lots in (long[])[50, 5_00, -2_00])
    {
        var answer = engine.CheckOrder(
            new PlaceOrder(now, desk, DeskVenue.Perpetual, new(lots), new(price), IsReduceOnly: false, ClientOrderId: 0)
        );
        var cost = engine.CostOf(desk, DeskVenue.Perpetual, new(lots), new(price));
        var missing = answer.IsAccepted ? "accepted" : $"{(int)answer.Reason} {answer.Reason}, {Usd(answer.Shortfall)} missing";
        Console.WriteLine(
            $"  {lots / 100m, 5} BTC  margin {Usd(cost.Incremental!.Value), 10} open, {Usd(cost.Filled!.Value - cost.InitialMargin), 10} filled: {missing}"
        );
    }
}

void Figures()
{
    // An alarm is a fault of the engine: somebody below the line was not flagged. Wake somebody up.
    var figures = engine.SolvencyFigures;
    Console.WriteLine($"certified {figures.Certified}, hot {figures.Hot}, alarms {figures.Alarms}");
}

void Followed()
{
    var follower = reader.Finish();
    Console.WriteLine($"the follower has the same history: {follower.EventHash.SequenceEqual(engine.EventHash)}");
    Console.WriteLine($"and the same nearest: {follower.NearestToLiquidation(5).SequenceEqual(engine.NearestToLiquidation(5))}");
}

void Quote() =>
    Do(
        new SubmitQuotes(
            now,
            new IndexQuote[] { new(DeskVenue.BtcUsd, 0, new(price), new(price)), new(DeskVenue.BtcUsd, 1, new(price), new(price)) },
            default
        )
    );

AccountId Open(AccountKind kind, long dollars)
{
    Do(new OpenAccount(now, Owner: 1, kind));
    var account = new AccountId(engine.AccountCount - 1);
    if (dollars > 0)
        Do(new DepositCollateral(now, account, DeskVenue.Usd, new(dollars * 100)));

    return account;
}

void Trade(AccountId account, long lots) =>
    Do(
        new RecordTrades(now, new TradeLeg[] { new(++trade, DeskVenue.Perpetual, new(lots), new(price), account, default, maker, default) })
    );

void Do(Command command)
{
    var result = engine.Apply(command);
    if (!result.IsAccepted)
        throw new InvalidOperationException($"{(int)result.Reason} {result.Reason}: {result.Field}");

    reader.Hand(engine.Events);
}

static string Usd(Money money) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{(decimal)money.Units / 100:#,0.00}");

static string Percent(Rate? rate) =>
    rate is { } known ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{known.Nano / 10_000_000m:0.##} %") : "";
