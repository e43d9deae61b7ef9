// An account under portfolio margin inside your own process: a call hedged with a short perpetual, what each needs apart and together, what an order would cost
// before it is placed, what closing the hedge would cost, and how such an account is liquidated: in turns, so that each leg goes on hedging the other, until
// equity is the venue's target of what is needed. That is above its line, and at this venue still within the margin call.
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Events;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Margin;
using Plimsoll.Values;
using PortfolioAccount;

var engine = new MarginEngine(new VenueParameters { Numeraire = PaperVenue.Usdc });
var now = PaperVenue.Start;
const long price = 66_240_00;
var trade = 0L;
LiquidationOrderPlaced? asked = null;

foreach (var command in PaperVenue.Listed(ModelFile()))
    Do(command);

Tick(0.48);
var maker = Open(AccountKind.MarketMaker, 0);
var (hedged, standard) = (Open(AccountKind.User, 20_000), Open(AccountKind.User, 20_000));
Do(new SetScheme(now, hedged, PaperVenue.Scheme));

Console.WriteLine("A call of 70,000 bought, and 0.355 of the perpetual sold against it");
foreach (var account in (AccountId[])[standard, hedged])
{
    Trade(account, PaperVenue.Option, 1_000);
    Trade(account, PaperVenue.Perpetual, -355);
}

Margin("  margined one by one", standard);
Margin("  as a portfolio", hedged);
Tree(engine.Explain(hedged).MaintenanceMargin, 2);

Console.WriteLine("What orders would cost before they are placed");
Order("  sell 0.1 BTC more", -100);
Order("  buy the hedge back", 355, isReduceOnly: true);
Order("  sell 3 BTC", -3_000);

Console.WriteLine("The trader takes out what margin lets go, and volatility falls from 48 % to 40 %");
Do(new WithdrawCollateral(now, hedged, PaperVenue.Usdc, engine.Withdrawable(hedged, PaperVenue.Usdc)));
now += Duration.FromMinutes(5);
Tick(0.40);
Margin("  below its line", hedged);
while (engine.ConditionOf(hedged) == AccountCondition.InLiquidation)
    Trade(hedged, asked!.Value.Instrument, asked.Value.Quantity.Units, asked.Value.Order);

Margin("  afterwards", hedged);

void Tick(double volatility)
{
    IndexQuote[] quotes = [new(PaperVenue.BtcUsd, 0, new(price), new(price)), new(PaperVenue.BtcUsd, 1, new(price), new(price))];
    Do(new SubmitQuotes(now, quotes, default));
    Do(PaperVenue.Surface(now, volatility, price / 100));
}

AccountId Open(AccountKind kind, long dollars)
{
    Do(new OpenAccount(now, Owner: 1, kind));
    var account = new AccountId(engine.AccountCount - 1);
    if (dollars > 0)
        Do(new DepositCollateral(now, account, PaperVenue.Usdc, new((Int128)dollars * 1_000_000)));

    return account;
}

void Trade(AccountId account, InstrumentId instrument, long thousandths, OrderId order = default)
{
    TradeLeg[] leg = [new(++trade, instrument, new(thousandths), engine.MarkPrice(instrument), account, order, maker, default)];
    Do(new RecordTrades(now, leg));
}

void Order(string what, long thousandths, bool isReduceOnly = false)
{
    var mark = engine.MarkPrice(PaperVenue.Perpetual);
    var cost = engine.CostOf(hedged, PaperVenue.Perpetual, new(thousandths), mark, isReduceOnly);
    Console.WriteLine(
        cost.Answer.IsAccepted
            ? $"{what, -40}{Dollars(cost.Incremental!.Value)} more reserved, {Dollars(cost.Filled!.Value - cost.InitialMargin)} once filled"
            : $"{what, -40}refused: {cost.Answer.Reason}, {Dollars(cost.Answer.Shortfall)} missing"
    );
}

void Margin(string what, AccountId account)
{
    var margin = engine.MarginOf(account);
    Console.WriteLine(
        $"{what, -40}equity {Dollars(margin.Equity)}, initial {Dollars(margin.InitialMargin)}, maintenance {Dollars(margin.MaintenanceMargin)}: {engine.ConditionOf(account)}"
    );
}

void Do(Command command)
{
    var result = engine.Apply(command);
    if (!result.IsAccepted)
        throw new InvalidOperationException($"{(int)result.Reason} {result.Reason}: {result.Field}");

    for (var i = 0; i < engine.Events.Count; i++)
    {
        if (engine.Events[i].Kind == EventKind.LiquidationOrderPlaced)
        {
            var order = engine.Events[i].As<LiquidationOrderPlaced>();
            asked = order;
            Console.WriteLine(
                $"  order: {order.Quantity.Units / 1_000m, 7} of the {(order.Instrument == PaperVenue.Option ? "call" : "perpetual"), -10} limit {order.LimitPrice.Units / 100m:N2}"
            );
        }
    }
}

void Tree(ExplanationNode node, int depth)
{
    Console.WriteLine($"{new string(' ', depth * 2) + node.Label, -64}{Dollars(node.Amount), 12}");
    foreach (var child in node.Children)
        Tree(child, depth + 1);
}

static string Dollars(Money money) => $"{(decimal)money.Units / 1_000_000:N2}";

static string ModelFile()
{
    var folder = new DirectoryInfo(AppContext.BaseDirectory);
    while (!File.Exists(Path.Combine(folder.FullName, "Plimsoll.slnx")))
        folder = folder.Parent ?? throw new InvalidOperationException("Run the sample inside the repository: it reads models/.");

    return Path.Combine(folder.FullName, "models", "paradex-pm@2026-08-01.yaml");
}
