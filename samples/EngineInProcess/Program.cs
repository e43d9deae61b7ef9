// The engine inside your own process: a venue, a trade, a falling price, a liquidation, and a margin that explains itself.
// Every number is an integer in its own smallest unit: 60_000_00 is 60,000.00 USD, 1_00 is 1.00 BTC.
using EngineInProcess;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Margin;
using Plimsoll.Values;

var engine = new MarginEngine(new VenueParameters { Numeraire = SmallVenue.Usd });
var now = Timestamp.FromMilliseconds(1_800_000_000_000);
LiquidationOrderPlaced? asked = null;

foreach (var command in SmallVenue.Listed(now))
    Do(command);

// A trader with 4,000 USD, and a maker on the other side.
var (trader, maker) = (new AccountId(engine.AccountCount), new AccountId(engine.AccountCount + 1));
Do(new OpenAccount(now, Owner: 1, AccountKind.User));
Do(new OpenAccount(now, Owner: 2, AccountKind.MarketMaker));
Do(new DepositCollateral(now, trader, SmallVenue.Usd, new(4_000_00)));

// One bitcoin at 60,000 USD. Your matching engine matches; Plimsoll keeps the books.
var price = 60_000_00L;
Tick();
Trade(id: 1, new(1_00), default);

// The price falls until equity is below maintenance margin: then the engine asks for the least that restores the account.
while (asked is null)
{
    price -= 500_00;
    Tick();
}

Explain(engine.Explain(trader).Equity);
Explain(engine.Explain(trader).MaintenanceMargin);

// Your matching engine fills that order, here at the price of the day, and the liquidation ends.
Trade(id: 2, asked.Value.Quantity, asked.Value.Order);
Console.WriteLine($"left: {engine.PositionOf(trader, SmallVenue.Perpetual).Quantity.Units / 100m} BTC");
Explain(engine.Explain(trader).Equity);
Explain(engine.Explain(trader).MaintenanceMargin);

void Tick()
{
    now += Duration.FromSeconds(15);
    Console.WriteLine($"BTC at {price / 100m:N2} USD");
    IndexQuote[] quotes = [new(SmallVenue.BtcUsd, 0, new(price), new(price)), new(SmallVenue.BtcUsd, 1, new(price), new(price))];
    Do(new SubmitQuotes(now, quotes, default));
}

void Trade(long id, Quantity quantity, OrderId order)
{
    TradeLeg[] leg = [new(id, SmallVenue.Perpetual, quantity, new(price), trader, order, maker, default)];
    Do(new RecordTrades(now, leg));
}

// Commands go in, events come out; a refusal is a value with its reason.
void Do(Command command)
{
    var result = engine.Apply(command);
    if (!result.IsAccepted)
        throw new InvalidOperationException($"{(int)result.Reason} {result.Reason}: {result.Field}");

    for (var i = 0; i < engine.Events.Count; i++)
    {
        var happened = engine.Events[i];
        if (happened.Kind is EventKind.MarginCallIssued or EventKind.LiquidationStarted or EventKind.LiquidationEnded)
            Console.WriteLine($"  {happened.Kind}");

        if (happened.Kind == EventKind.LiquidationOrderPlaced)
        {
            var order = happened.As<LiquidationOrderPlaced>();
            asked = order;
            Console.WriteLine($"  order: {order.Quantity.Units / 100m} BTC, limit {order.LimitPrice.Units / 100m:N2} USD");
        }
    }
}

// Leaves add up to their root exactly; each leaf names what it was computed from.
void Explain(ExplanationNode node, int depth = 1)
{
    Line(node.Label, (decimal)node.Amount.Units / 100, "USD", depth);
    foreach (var input in node.Inputs)
        Line(input.Name, (decimal)input.Units / ExactMath.PowerOfTen(input.Decimals), input.Unit, depth + 1);

    foreach (var child in node.Children)
        Explain(child, depth + 1);
}

static void Line(string name, decimal number, string unit, int depth) =>
    Console.WriteLine($"{new string(' ', depth * 2) + name, -40}{number, 12:#,0.00##} {unit}".TrimEnd());
