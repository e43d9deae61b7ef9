// A venue, a trade, a fall of the price, a liquidation. Numbers are whole: 60_000_00 is 60,000.00 USD, 1_00 is 1.00 BTC.
using Plimsoll.Engine.Commands;
using Plimsoll.Values;

var now = Timestamp.FromMilliseconds(1_800_000_000_000);
var engine = new MarginEngine(new VenueParameters { Numeraire = SmallVenue.Usd });
Do(SmallVenue.Listed(now));
var (trader, maker) = (new AccountId(engine.AccountCount), new AccountId(engine.AccountCount + 1));
Do(new OpenAccount(now, Owner: 1, AccountKind.User), new OpenAccount(now, Owner: 2, AccountKind.MarketMaker));
Do(new DepositCollateral(now, trader, SmallVenue.Usd, new(4_000_00)));
for (var price = 60_000_00; price > 56_500_00; price -= 500_00)
{
    IndexQuote[] quotes = [new(SmallVenue.BtcUsd, 0, new(price), new(price)), new(SmallVenue.BtcUsd, 1, new(price), new(price))];
    Do(new SubmitQuotes(now += Duration.FromSeconds(15), quotes, default));
    TradeLeg[] leg = [new(1, SmallVenue.Perpetual, new(1_00), new(price), trader, default, maker, default)];
    Do(price == 60_000_00 ? [new RecordTrades(now, leg)] : []);
    var margin = engine.MarginOf(trader);
    Console.WriteLine($"BTC at {price / 100:N0}: equity {margin.Equity}, maintenance margin {margin.MaintenanceMargin} cents");
}

void Do(params Command[] commands)
{
    foreach (var command in commands)
    {
        var result = engine.Apply(command); // taken whole, or refused whole with its reason
        Console.WriteLine($"{command.GetType().Name} {(result.IsAccepted ? "" : result.Reason)}".TrimEnd());
        for (var i = 0; i < engine.Events.Count; i++)
            Console.WriteLine($"  {engine.Events[i].Kind}");
    }
}
