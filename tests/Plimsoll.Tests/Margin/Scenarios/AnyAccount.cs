using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Pricing;

namespace Plimsoll.Tests.Margin.Scenarios;

/// <summary>Accounts under portfolio margin, of one underlying at 2,000.</summary>
internal static class AnyAccount
{
    public const double Spot = 2_000;

    /// <summary>Anything that may be held.</summary>
    public static Gen<ScenarioAccount> Generator =>
        from perpetuals in Future("perpetual", null).ListOf(1)
        from expiries in Expiries
        from coins in Coin.ListOf(1)
        from confidence in Share
        from cash in Gen.Choose(-5_000, 5_000)
        from price in Gen.Choose(90, 101)
        select new ScenarioAccount(
            [
                new("eth", Spot)
                {
                    SpotConfidence = confidence,
                    Linear = perpetuals,
                    Expiries = expiries,
                    Collateral = coins,
                },
            ],
            cash,
            price / 100.0
        );

    /// <summary>Futures and options alone, sure of their prices.</summary>
    public static Gen<ScenarioAccount> Derivatives =>
        from perpetual in Future("perpetual", null)
        from future in Future("future", 90 * RiskBook.SecondsOfDay)
        from expiries in Expiries
        select new ScenarioAccount([
            new("eth", Spot) { Linear = [perpetual with { Confidence = 1 }, future with { Confidence = 1 }], Expiries = expiries },
        ]);

    /// <summary>Two accounts as one: positions of the same name and expiry side by side.</summary>
    public static ScenarioAccount Together(ScenarioAccount one, ScenarioAccount other)
    {
        var (a, b) = (one.Books[0], other.Books[0]);
        return new([
            a with
            {
                Linear = [.. a.Linear, .. b.Linear],
                Expiries = [.. a.Expiries.Zip(b.Expiries, (x, y) => x with { Options = [.. x.Options, .. y.Options] })],
            },
        ]);
    }

    private static Gen<double> Share => from percent in Gen.Choose(0, 100) select percent / 100.0;

    private static Gen<LinearHolding> Future(string name, double? seconds) =>
        from quantity in Gen.Choose(-50, 50)
        from profit in Gen.Choose(-100, 100)
        from confidence in Share
        select new LinearHolding(name, quantity / 10.0, Spot * 1.001)
        {
            Seconds = seconds,
            UnrealisedProfit = profit,
            Confidence = quantity == 0 ? 1 : confidence,
        };

    /// <summary>A day, a fortnight, half a year, and within the averaging window: always the same four, so that two accounts have the same markets.</summary>
    private static Gen<List<OptionExpiryBook>> Expiries =>
        from near in Options
        from middle in Options
        from far in Options
        from last in Options
        select (List<OptionExpiryBook>)
            [
                new(900, Spot, last),
                new(86_400, Spot * 1.0005, near) { Rate = 0.05, Confidence = 0.4 },
                new(14.5 * 86_400, Spot * 1.002, middle) { Rate = -0.02 },
                new(180 * 86_400, Spot * 1.03, far) { Rate = 0.1 },
            ];

    /// <summary>A volatility by strike, so that the same option has one price in every account.</summary>
    private static Gen<List<BookOption>> Options =>
        from options in (
            from strike in Gen.Choose(6, 16)
            from isCall in Gen.Elements(true, false)
            from quantity in Gen.Choose(-30, 30)
            select new BookOption(
                $"{strike * 200}{(isCall ? 'C' : 'P')}",
                isCall ? OptionType.Call : OptionType.Put,
                strike * 200,
                quantity / 10.0,
                0.3 + (0.05 * strike)
            )
        ).ListOf()
        select options.Take(6).ToList();

    private static Gen<CollateralHolding> Coin =>
        from quantity in Gen.Choose(0, 30)
        from isHedge in Gen.Elements(true, false)
        from confidence in Share
        select new CollateralHolding("coin", quantity / 10.0, 1_900)
        {
            IsHedge = isHedge,
            Confidence = confidence,
            MaintenanceHaircut = 0.05,
            InitialHaircut = 0.02,
        };
}
