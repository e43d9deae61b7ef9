using System.Globalization;
using Plimsoll.Collateral;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Margin.Schedules;
using Plimsoll.Marking;
using Plimsoll.Pricing;
using Plimsoll.Surfaces;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Formats.Tests.Models;

/// <summary>An account under a scheme that was listed from a model needs what an estimate by that model says.</summary>
public sealed class SchemeListingTests
{
    private const string Call = "BTC-USD-27NOV26-70000-C";
    private static readonly Timestamp Start = Timestamp.FromMilliseconds(
        new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds()
    );

    private static readonly Timestamp Expiry = Timestamp.FromMilliseconds(
        new DateTimeOffset(2026, 11, 27, 8, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds()
    );

    private static readonly Dictionary<string, IndexParameters> Indices = new(StringComparer.Ordinal)
    {
        ["BTC"] = Index(0, "BTC/USD"),
        ["ETH"] = Index(1, "ETH/USD"),
    };

    private readonly Model _model = ModelReader.Read(
        "m.yaml",
        File.ReadAllText(RepositoryFiles.PathOf("models", "paradex-pm@2026-08-01.yaml"))
    );
    private readonly MarginEngine _engine = new(new VenueParameters { Numeraire = new(0) });
    private readonly AccountId _maker;
    private readonly AccountId _user;
    private long _trade;

    public SchemeListingTests()
    {
        var listing = new ModelListing(_model);
        var dollar = listing.Asset("USDC", new(0)) with { Decimals = 6 };
        Do(new ListAsset(Start, dollar));
        Do(new ListIndex(Start, Indices["BTC"]));
        Do(new ListIndex(Start, Indices["ETH"]));
        Do(new ListInstrument(Start, listing.Instrument("BTC-USD-PERP", Terms(0, "BTC", dollar))));
        Do(new ListInstrument(Start, listing.Instrument("ETH-USD-PERP", Terms(1, "ETH", dollar))));
        var strike = new OptionSchedule(
            OptionType.Call,
            70_000,
            false,
            new()
            {
                Base = 1,
                Floor = 1,
                IsLongWorthHeld = true,
            }
        );
        Do(
            new ListInstrument(
                Start,
                listing.Instrument(Call, Terms(2, "BTC", dollar) with { MarginAlone = strike }) with
                {
                    Expiry = Expiry,
                }
            )
        );
        Do(new ListScheme(Start, listing.Scheme(new(1), Indices, new Dictionary<string, AssetParameters>(StringComparer.Ordinal))));
        Do(new SubmitQuotes(Start, new[] { Indices["BTC"], Indices["ETH"] }.SelectMany(Quotes).ToArray(), default));
        (_maker, _user) = (Open(AccountKind.MarketMaker), Open(AccountKind.User));
        Do(new DepositCollateral(Start, _user, new(0), new(50_000_000_000)));
        Do(new SetScheme(Start, _user, new(1)));
    }

    [Fact, Trait("Criterion", "PACC-041")]
    public void Futures_need_the_same_to_the_unit()
    {
        Trade(0, 1_234, 66_240_00);
        Trade(1, -13_579, 2_400_00);

        var margin = _engine.MarginOf(_user);
        var estimate = Figures(
            "positions:\n  - {instrument: BTC-USD-PERP, quantity: 1.234, entry: 66_240}\n  - {instrument: ETH-USD-PERP, quantity: -13.579, entry: 2_400}\n"
        );

        Assert.Equal(Ceiling(estimate.InitialMargin!.Value), Number(margin.InitialMargin));
        Assert.Equal(Ceiling(estimate.MaintenanceMargin), Number(margin.MaintenanceMargin));
        Assert.Equal(estimate.Equity, Number(margin.Equity));
        Assert.True(margin.InitialMargin.IsPositive);
    }

    [Fact, Trait("Criterion", "PACC-041")]
    public void Options_need_as_nearly_the_same_as_a_surface_carries_their_volatility()
    {
        var years = (Expiry - Start).Nanoseconds / (365.0 * 86_400 * 1e9);
        var slice = new SurfaceSlice(Expiry, 66_500 * SurfaceSlice.UnitsPerWhole, SviParameters.FromReal(0.48 * 0.48 * years, 0, 0, 0, 1));
        Do(new SetSurface(Start, new(0), new[] { slice }));
        Trade(2, 1_000, (_engine.MarkPrice(new(2)).Units + 50) / 100 * 100);
        Trade(0, -355, 66_240_00);

        var margin = _engine.MarginOf(_user);
        var estimate = Figures(
            $"positions:\n  - {{instrument: {Call}, quantity: 1}}\n  - {{instrument: BTC-USD-PERP, quantity: -0.355, entry: 66_240}}\n",
            $"  {Call}: {{volatility: 48%, forward: 66_500}}\n"
        );

        Assert.Equal(1.0, (double)(Number(margin.InitialMargin) / estimate.InitialMargin!.Value), 8);
        Assert.Equal(1.0, (double)(Number(margin.MaintenanceMargin) / estimate.MaintenanceMargin), 8);
    }

    [Fact, Trait("Criterion", "PACC-041")]
    public void Orders_reserve_the_same()
    {
        Trade(0, 1_000, 66_240_00);
        Do(new PlaceOrder(Start, _user, new(0), new(500), new(66_300_00), false, 0));
        Do(new PlaceOrder(Start, _user, new(1), new(-2_000), new(2_380_00), false, 0));
        Do(new PlaceOrder(Start, _user, new(1), new(1_000), new(2_400_00), false, 0));

        var margin = _engine.MarginOf(_user);
        var held = Held(
            "positions:\n  - {instrument: BTC-USD-PERP, quantity: 1, entry: 66_240}\norders:\n  - {instrument: BTC-USD-PERP, side: buy, quantity: 0.5, price: 66_300}\n  - {instrument: ETH-USD-PERP, side: sell, quantity: 2, price: 2_380}\n  - {instrument: ETH-USD-PERP, side: buy, quantity: 1, price: 2_400}\n"
        );

        Assert.Equal(Ceiling(Estimate.Figures(_model, held).InitialMargin!.Value), Number(margin.InitialMargin));
        var tree = Estimate.Explain(_model, held)[0].Explanation.InitialMargin;
        Assert.Equal(tree.Amount, tree.Children.Aggregate(Money.Zero, (sum, part) => sum + part.Amount));
        Assert.Contains(
            tree.Children,
            part => part.Label == "what orders lose at once if they fill" && part.Amount.Units == 70_000_000_000_000
        );
        Assert.True(margin.InitialMargin.Units > 2 * margin.MaintenanceMargin.Units);
    }

    [Fact, Trait("Criterion", "PACC-041")]
    public void What_has_no_portfolio_margin_or_no_schedule_alone_is_told()
    {
        var none = Assert.Throws<DocumentException>(() =>
            new ModelListing(Sample.Model).Scheme(new(1), Indices, new Dictionary<string, AssetParameters>(StringComparer.Ordinal))
        );
        Assert.Contains("portfolio_margin", none.Message, StringComparison.Ordinal);
        var listing = new ModelListing(_model);
        var alone = Assert.Throws<DocumentException>(() =>
            listing.Instrument("BTC-USD-PERP", Terms(3, "BTC", listing.Asset("USDC", new(0))) with { MarginAlone = null })
        );
        Assert.Contains("accounts under no scheme", alone.Message, StringComparison.Ordinal);
    }

    private AccountFigures Figures(string positions, string market = "") => Estimate.Figures(_model, Held(positions, market));

    private static Portfolio Held(string positions, string market = "") =>
        PortfolioReader.Read(
            "p.yaml",
            $"name: p\nmodel: paradex-pm\nat: 2026-11-01\nbalances:\n  USDC: 50_000\n{positions}market:\n  BTC: {{index: 66_240}}\n  ETH: {{index: 2_400}}\n  BTC-USD-PERP: {{mark: 66_240}}\n  ETH-USD-PERP: {{mark: 2_400}}\n{market}"
        );

    private static decimal Ceiling(decimal amount) => decimal.Ceiling(amount * 1_000_000) / 1_000_000;

    private static decimal Number(Money money) => (decimal)money.Units / 1_000_000;

    private static IndexQuote[] Quotes(IndexParameters index)
    {
        var price = new Price(index.Id.Value == 0 ? 66_240_00 : 2_400_00);
        return [.. Enumerable.Range(0, 3).Select(place => new IndexQuote(index.Id, (byte)place, price, price))];
    }

    private void Trade(ushort instrument, long quantity, long price)
    {
        TradeLeg[] legs = [new(++_trade, new(instrument), new(quantity), new(price), _user, OrderId.None, _maker, OrderId.None)];
        Do(new RecordTrades(Start, legs));
    }

    private AccountId Open(AccountKind kind)
    {
        Do(new OpenAccount(Start, 1, kind));
        return new(_engine.AccountCount - 1);
    }

    private void Do(Command command)
    {
        var result = _engine.Apply(command);
        Assert.True(result.IsAccepted, string.Create(CultureInfo.InvariantCulture, $"{command}: {result}"));
    }

    private static ListingTerms Terms(ushort id, string underlying, AssetParameters settlement) =>
        new()
        {
            Id = new(id),
            Settlement = settlement,
            Underlying = Indices[underlying],
            Tick = 0.01m,
            Lot = 0.001m,
            Expiry = Expiry,
            MarginAlone = Listings.TenAndFive,
        };

    private static IndexParameters Index(ushort id, string symbol) =>
        new()
        {
            Id = new(id),
            Symbol = symbol,
            Decimals = 2,
            Sources = [new("one", 1), new("two", 1), new("three", 1)],
            FrozenShare = Rate.Zero,
        };
}
