using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin.Options;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Pricing;
using Plimsoll.Testing;

namespace Plimsoll.Tests.Margin.Scenarios;

/// <summary>Options netted by expiry as a charge, against the same rule in decimals.</summary>
public sealed class ExpiryNettedChargeTests
{
    private const double Spot = 2_000;
    private static readonly OptionMarginTerms Terms = new(0.15m, 0.13m, 0.09m, 0.09m, 0.09m, 1.05m, 1.2m, 1.1m);
    private static readonly ConfidenceTerms Sure = new(0, 0, 0, 0);

    private static Gen<BookOption> Option =>
        from isCall in Gen.Elements(true, false)
        from strike in Gen.Choose(10, 30)
        from quantity in Gen.Choose(-5, 5)
        from volatility in Gen.Choose(20, 150)
        select new BookOption("option", isCall ? OptionType.Call : OptionType.Put, strike * 100, quantity, volatility / 100.0);

    private static Gen<OptionExpiryBook> Expiry =>
        from days in Gen.Choose(1, 200)
        from forward in Gen.Choose(1_800, 2_200)
        from options in Option.ListOf(4)
        select new OptionExpiryBook(days * RiskBook.SecondsOfDay, forward, [.. options]);

    [Fact, Trait("Criterion", "PMRG-032")]
    public void Is_what_the_rule_leaves_less_than_the_value() =>
        Prop.ForAll(
                Expiry.ListOf(3).ToArbitrary(),
                expiries =>
                {
                    var book = new RiskBook("eth", Spot) { Expiries = [.. expiries] };
                    var rule = ExpiryNettedOptionMargin.Of(0, [Underlying(expiries)], 0, new(18));
                    return IsNear(Charge(book, ChargeLevels.Initial), rule.Value - rule.Total.Initial)
                        && IsNear(Charge(book, ChargeLevels.Maintenance), rule.Value - rule.Total.Maintenance);
                }
            )
            .Check(Exploration.Of(200));

    /// <summary>A call spread can lose its width and no more: 5 of it, though the short alone would need 13 % of spot and its value.</summary>
    [Fact, Trait("Criterion", "PMRG-032")]
    public void A_spread_needs_its_width()
    {
        var options = new[] { new BookOption("short", OptionType.Call, 100, -1, 0), new BookOption("long", OptionType.Call, 105, 1, 0) };
        var book = new RiskBook("btc", 100) { Expiries = [new(0, 100, options)] };

        Assert.Equal(5, Charge(book, ChargeLevels.Initial), 12);
        Assert.Equal(15, Charge(book with { Expiries = [new(0, 100, options[..1])] }, ChargeLevels.Initial), 12);
    }

    private static double Charge(RiskBook book, ChargeLevels levels) =>
        new ExpiryNettedCharge("options", ChargeStage.Plain, levels, Terms).Amount(new(book, 1), null);

    private static bool IsNear(double charge, decimal expected) => Math.Abs(charge - (double)expected) <= 1e-7;

    private static UnderlyingBook Underlying(IEnumerable<OptionExpiryBook> expiries) =>
        new(
            "eth",
            (decimal)Spot,
            1,
            (decimal)Spot,
            1,
            0,
            0,
            0,
            [
                .. expiries.Select(expiry => new OptionExpiry(
                    (decimal)expiry.Seconds,
                    (decimal)expiry.Forward,
                    1,
                    1,
                    [
                        .. expiry.Options.Select(option => new OptionHolding(
                            option.Type,
                            (decimal)option.Strike,
                            (decimal)option.Quantity,
                            (decimal)option.Volatility
                        )),
                    ]
                )),
            ],
            new(Terms, Sure, 0.1m, 0.065m, 0, 1)
        );
}
