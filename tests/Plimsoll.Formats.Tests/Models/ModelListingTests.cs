using System.Globalization;
using System.Text;
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
using Plimsoll.Instruments;
using Plimsoll.Margin.Schedules;
using Plimsoll.Marking;
using Plimsoll.Pricing;
using Plimsoll.Values;

namespace Plimsoll.Formats.Tests.Models;

/// <summary>A venue lists what a model has, and trades it: its figures are those of an estimate on the same file.</summary>
public sealed class ModelListingTests
{
    private const string Text = """
        name: house
        venue: House
        effective_from: 2026-01-01
        sources: [made up]
        numeraire: USDT
        assets:
          USDT: {decimals: 6}
          BTC: {decimals: 8, ladder: [{up_to: 1, haircut: 5%}, {up_to: 20, haircut: 12.5%}], account_cap: 10}
        margins:
          table: {kind: tiers, rows: [{from: 0, initial: 1%, maintenance: 0.4%}, {from: 50_000, initial: 2%, maintenance: 1%}]}
          thirds: {kind: tiers, rows: [{from: 0, max_leverage: 30, maintenance: 0.4%}, {from: 20_000, max_leverage: 3, maintenance: 1%}]}
          contracts: {kind: tiers, measure: size, style: flat, boundary: cap, rows: [{from: 0, initial: 1%, maintenance: 0.4%}, {from: 2, initial: 2%, maintenance: 1%}]}
          line: {kind: affine, initial: 2%, maintenance: 1%, slope: 0.000_05, price: index}
          entry: {kind: bracket, initial: 2%, maintenance: 1%, deduction: 12.345, value_at: entry, closing_fee: 0.055%, closing_fee_at: bankruptcy, closing_fee_in_initial: true}
        instruments:
          TABLE: {settlement: USDT, underlying: BTC, margin: table, tick: 0.1, lot: 0.001}
          THIRDS: {settlement: USDT, underlying: BTC, margin: thirds, tick: 0.1, lot: 0.001}
          CONTRACTS: {settlement: USDT, underlying: BTC, margin: contracts, tick: 0.1, lot: 0.001}
          LINE: {settlement: USDT, underlying: BTC, margin: line, tick: 0.1, lot: 0.001}
          ENTRY: {settlement: USDT, underlying: BTC, margin: entry, tick: 0.1, multiplier: 0.01}
          COIN: {settlement: BTC, underlying: BTC, payoff: inverse, multiplier: 100, margin: line, tick: 0.5, lot: 1}
          SPOT: {kind: spot, settlement: USDT, underlying: BTC}
          DATED: {kind: dated_future, settlement: USDT, underlying: BTC, margin: table, tick: 0.1, lot: 0.001, expiry: 2027-03-26}
        """;

    private const string MoreMargins =
        "  known: {kind: tiers, known_up_to: 100, rows: [{from: 0, initial: 2%, maintenance: 1%}]}\n"
        + "  uninitial: {kind: tiers, rows: [{from: 0, maintenance: 1%}]}\n";

    private static readonly string[] Symbols = ["TABLE", "THIRDS", "CONTRACTS", "LINE", "ENTRY", "COIN"];
    private static readonly IndexParameters Index = new()
    {
        Id = new(0),
        Symbol = "BTC/USDT",
        Decimals = 2,
        Sources = [new("one", 1), new("two", 1), new("three", 1)],
        FrozenShare = Rate.Zero,
    };

    private readonly Model _model = ModelReader.Read("house.yaml", Text);
    private readonly MarginEngine _engine = new(new VenueParameters { Numeraire = new(0) });
    private readonly AssetParameters _dollar;
    private readonly AssetParameters _coin;
    private Timestamp _now = Timestamp.FromMilliseconds(1_800_000_000_000);
    private long _trade;

    public ModelListingTests()
    {
        var listing = new ModelListing(_model);
        _dollar = listing.Asset("USDT", new(0));
        _coin = listing.Asset("BTC", new(1), numeraire: _dollar, index: Index);
        Do(new ListAsset(_now, _dollar));
        Do(new ListIndex(_now, Index));
        Do(new ListAsset(_now, _coin));
        for (var i = 0; i < Symbols.Length; i++)
        {
            Do(new ListInstrument(_now, listing.Instrument(Symbols[i], Terms(i, Symbols[i] == "COIN" ? _coin : _dollar))));
        }
    }

    [Fact, Trait("Criterion", "MODL-014")]
    public void The_engine_and_an_estimate_say_the_same_to_the_unit()
    {
        Quote(64_321_09);
        var maker = Open(AccountKind.MarketMaker);
        var user = Open(AccountKind.User);
        Do(new DepositCollateral(_now, user, _dollar.Id, new(80_000_000_000)));
        Do(new DepositCollateral(_now, user, _coin.Id, new(3_00000001)));
        long[] quantities = [1_234, -777, 2_001, 3_333, -15, 700];
        int[] leverages = [700, 0, 1_300, 600, 900, 0];
        string[] entries = ["64300.1", "64299.9", "64321.0", "64000.3", "64412.7", "64321.5"];
        for (var i = 0; i < Symbols.Length; i++)
        {
            Do(new SetLeverage(_now, user, new((ushort)i), new(leverages[i])));
            var price = new Price((long)(decimal.Parse(entries[i], CultureInfo.InvariantCulture) * 100));
            TradeLeg[] leg = [new(++_trade, new((ushort)i), new(quantities[i]), price, user, OrderId.None, maker, OrderId.None)];
            Do(new RecordTrades(_now, leg));
        }

        Do(new PlaceOrder(_now, user, new(1), new(500), new(64_400_00), false, 0));
        Do(new PlaceOrder(_now, user, new(3), new(250), new(64_500_00), false, 0));
        Do(new ProposeMarkOverride(_now, new(3), new(64_100_00), _now + Duration.FromMinutes(10), 1));
        Do(new ApproveMarkOverride(_now, new(3), 2));
        foreach (var price in (long[])[64_321_09, 65_000_01, 63_500_57])
        {
            Quote(price);

            var estimate = Estimate.Figures(
                _model,
                PortfolioReader.Read("account.yaml", Portfolio(user, price, quantities, leverages, entries))
            );

            var margin = _engine.MarginOf(user);
            Assert.Equal(estimate.Equity, Number(margin.Equity));
            Assert.Equal(estimate.InitialMargin, Number(margin.InitialMargin));
            Assert.Equal(estimate.MaintenanceMargin, Number(margin.MaintenanceMargin));
            Assert.Equal(estimate.Notional, Number(margin.Notional));
        }

        Assert.NotEqual(_engine.MarkPrice(new(3)), _engine.MarkPrice(new(0)));
    }

    [Fact, Trait("Criterion", "MODL-014")]
    public void What_the_model_states_is_listed_and_the_rest_is_the_callers()
    {
        var entry = _engine.CopyMarket().Contract(new(4)).Parameters;

        Assert.Equal(
            (1, 2, 10, 1, 0),
            (entry.Multiplier, entry.MultiplierDecimals, entry.TickSize.Units, entry.LotSize.Units, entry.QuantityDecimals)
        );
        Assert.Equal(8, _coin.Decimals);
        Assert.Equal(2, _coin.Haircuts.Rungs.Length);
        Assert.Equal(10_00000000, _coin.AccountCap.Units);
        var listing = new ModelListing(_model);
        var dated = listing.Instrument("DATED", Terms(6, _dollar));
        Assert.Equal(
            new DateTimeOffset(2027, 3, 26, 0, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds() * 1_000_000,
            dated.Expiry.Nanoseconds
        );
        var spot = listing.Instrument("SPOT", Terms(6, _dollar) with { BaseAsset = _coin, Tick = 0.01m, Lot = 0.0001m });
        Assert.Equal((InstrumentKind.Spot, 4, true), (spot.Kind, spot.QuantityDecimals, spot.Margin.IsEmpty));
    }

    [Theory, Trait("Criterion", "MODL-014"), Trait("Criterion", "OPTI-002")]
    [InlineData("linear", "USDT", "excluded", 5, false)]
    [InlineData("inverse", "BTC", "excluded", 5, false)]
    [InlineData("linear", "USDT", "counted", 5, true)]
    public void An_option_of_a_model_is_listed(string payoff, string settlement, string value, long tick, bool isMarkAdded)
    {
        var margins =
            "  smile: {kind: option_formula, call: {base: 0.15, floor: 0.10, maintenance: 0.075}, put: {base: 0.15, floor: 0.10}}\n";
        var line =
            $"  COIN-PUT: {{kind: option, payoff: {payoff}, right: put, strike: 60_000.5, settlement: {settlement}, underlying: BTC, margin: smile, tick: 0.000_5, lot: 0.1, expiry: 2027-03-26}}\n";
        var text = Text.Replace("instruments:\n", $"{margins}instruments:\n{line}", StringComparison.Ordinal)
            .Replace("margins:\n", $"account: {{option_value: {value}}}\nmargins:\n", StringComparison.Ordinal);

        var option = new ModelListing(ModelReader.Read("m", text)).Instrument("COIN-PUT", Terms(6, settlement == "BTC" ? _coin : _dollar));

        Assert.Equal(InstrumentKind.Option, option.Kind);
        Assert.Equal(payoff == "inverse" ? Payoff.Inverse : Payoff.Linear, option.Payoff);
        Assert.Equal(new OptionParameters(OptionType.Put, new(60_000_50)), option.Option);
        Assert.Equal((4, tick, 1, 1), (option.PriceDecimals, option.TickSize.Units, option.QuantityDecimals, option.LotSize.Units));
        var schedule = Assert.IsType<OptionSchedule>(option.Margin);
        Assert.Equal((true, isMarkAdded), (schedule.Formula.IsLongWorthHeld, schedule.Formula.IsMarkAdded));
    }

    [Theory, Trait("Criterion", "MODL-014")]
    [InlineData(
        "OPTION: {kind: option, right: call, strike: 1, settlement: USDT, underlying: BTC, margin: table, tick: 0.1, lot: 1, expiry: 2027-03-26}",
        "not_an_option|bad_schedule|not_carried"
    )]
    [InlineData("FINE: {settlement: USDT, underlying: BTC, margin: table, tick: 0.001, lot: 1}", "not_carried")]
    [InlineData("NOLOT: {settlement: USDT, underlying: BTC, margin: table, tick: 0.1}", "missing_field")]
    [InlineData("OTHER: {settlement: BTC, underlying: BTC, margin: table, tick: 0.1, lot: 1}", "contradiction")]
    [InlineData("HALF: {settlement: USDT, underlying: BTC, margin: known, tick: 0.1, lot: 1}", "not_carried")]
    [InlineData("OPEN: {settlement: USDT, underlying: BTC, margin: uninitial, tick: 0.1, lot: 1}", "not_carried")]
    [InlineData(
        "STEEP: {settlement: USDT, underlying: BTC, margin: table, tick: 0.1, lot: 1, multiplier: 0.000_000_000_000_1}",
        "not_carried"
    )]
    [InlineData("ENDLESS: {kind: dated_future, settlement: USDT, underlying: BTC, margin: table, tick: 0.1, lot: 1}", "not_carried")]
    [InlineData(
        "A_SYMBOL_OF_MORE_THAN_32_CHARACTERS: {settlement: USDT, underlying: BTC, margin: table, tick: 0.1, lot: 1}",
        "not_carried"
    )]
    public void What_the_engine_cannot_carry_is_told_with_its_place(string instrument, string codes)
    {
        var text = Text.Replace("instruments:\n", $"{MoreMargins}instruments:\n  {instrument}\n", StringComparison.Ordinal);

        var exception = Assert.Throws<DocumentException>(() => List(text, instrument.Split(':')[0]));

        Assert.Contains(exception.Faults[0].Code, codes.Split('|'));
        Assert.True(exception.Faults[0].Place.Line > 1, exception.Message);
    }

    [Fact, Trait("Criterion", "MODL-014")]
    public void Assets_and_symbols_that_the_model_does_not_have_are_told()
    {
        var listing = new ModelListing(_model);

        Assert.Equal("unknown_instrument", Code(() => listing.Instrument("TABEL", Terms(0, _dollar))));
        Assert.Equal("unknown_asset", Code(() => listing.Asset("ETH", new(2))));
        Assert.Equal(
            "missing_field",
            Code(() =>
                new ModelListing(ModelReader.Read("m", Text.Replace("USDT: {decimals: 6}", "USDT: {}", StringComparison.Ordinal))).Asset(
                    "USDT",
                    new(0)
                )
            )
        );
        Assert.Equal(
            "not_carried",
            Code(() =>
                new ModelListing(ModelReader.Read("m", Text.Replace("12.5%", "0.12345678901", StringComparison.Ordinal))).Asset(
                    "BTC",
                    new(1),
                    numeraire: _dollar,
                    index: Index
                )
            )
        );
        Assert.Equal(
            "out_of_order",
            Code(() =>
                new ModelListing(ModelReader.Read("m", Text.Replace("up_to: 20,", "up_to: 0.5,", StringComparison.Ordinal))).Asset(
                    "BTC",
                    new(1),
                    numeraire: _dollar,
                    index: Index
                )
            )
        );
        Assert.Equal(
            "not_carried",
            Code(() =>
                new ModelListing(
                    ModelReader.Read("m", Text.Replace("account_cap: 10", "account_cap: 1e20", StringComparison.Ordinal))
                ).Asset("BTC", new(1), numeraire: _dollar, index: Index)
            )
        );
    }

    private static string Code(Func<object> list) => Assert.Throws<DocumentException>(list).Faults[0].Code;

    private void List(string text, string symbol) =>
        _ = new ModelListing(ModelReader.Read("house.yaml", text)).Instrument(symbol, Terms(6, _dollar) with { Lot = null });

    private static ListingTerms Terms(int id, AssetParameters settlement) =>
        new()
        {
            Id = new((ushort)id),
            Settlement = settlement,
            Underlying = Index,
            Lot = 1,
        };

    private string Portfolio(AccountId user, long price, long[] quantities, int[] leverages, string[] entries)
    {
        var text = new StringBuilder("balances:\n");
        text.AppendLine(CultureInfo.InvariantCulture, $"  USDT: {(decimal)_engine.Balance(user, _dollar.Id).Units / 1_000_000}");
        text.AppendLine(CultureInfo.InvariantCulture, $"  BTC: {(decimal)_engine.Balance(user, _coin.Id).Units / 100_000_000}");
        text.AppendLine("positions:");
        for (var i = 0; i < Symbols.Length; i++)
        {
            var leverage = leverages[i] == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", leverage: {leverages[i] / 100}");
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  - {{instrument: {Symbols[i]}, quantity: {Contracts(i, quantities[i])}, entry: {entries[i]}{leverage}}}"
            );
        }

        text.AppendLine("orders:");
        text.AppendLine("  - {instrument: THIRDS, side: buy, quantity: 0.5, price: 64400}");
        text.AppendLine("  - {instrument: LINE, side: buy, quantity: 0.25, price: 64500}");
        text.AppendLine("market:");
        text.AppendLine(CultureInfo.InvariantCulture, $"  BTC: {{index: {price / 100m}}}");
        for (var i = 0; i < Symbols.Length; i++)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  {Symbols[i]}: {{mark: {_engine.MarkPrice(new((ushort)i)).Units / 100m}, index: {price / 100m}}}"
            );
        }

        return text.ToString();
    }

    private static decimal Contracts(int instrument, long quantity) =>
        Symbols[instrument] is "ENTRY" or "COIN" ? quantity : quantity / 1_000m;

    private static decimal Number(Money amount) => (decimal)amount.Units / 1_000_000;

    private AccountId Open(AccountKind kind)
    {
        Do(new OpenAccount(_now, 1, kind));
        return new(_engine.AccountCount - 1);
    }

    private void Quote(long price)
    {
        _now += Duration.FromSeconds(1);
        Do(
            new SubmitQuotes(
                _now,
                Enumerable.Range(0, 3).Select(place => new IndexQuote(Index.Id, (byte)place, new(price), new(price))).ToArray(),
                default
            )
        );
    }

    private void Do(Command command)
    {
        var result = _engine.Apply(command);
        Assert.True(result.IsAccepted, $"{command}: {result}");
    }
}
