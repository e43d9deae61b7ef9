using Plimsoll.Engine.Commands;
using Plimsoll.Pricing;
using Plimsoll.Surfaces;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Determinism;

/// <summary>A fixed script of options: surfaces, marks, trades, a liquidation by the book and by the fund, isolated margin, expiry.</summary>
internal static class OptionWorld
{
    /// <summary>Plays the script.</summary>
    public static Scenario Play()
    {
        var venue = new Scenario(index: Scenario.ThreeSources with { StaleAfter = Duration.FromHours(24) });
        var expiry = venue.Now + Duration.FromHours(6);
        var call = venue.List(Listings.Option(OptionType.Call, 1_000, expiry));
        var put = venue.List(Listings.Option(OptionType.Put, 950, expiry));
        var coin = venue.List(Listings.InverseOption(OptionType.Call, 1_050, expiry));
        venue.Price(1_000);
        Surface(venue, expiry, 80);

        var maker = venue.Deposit(venue.Maker(), Scenario.Btc, 5_000);
        var users = Enumerable.Range(0, 4).Select(i => venue.User(2_000, owner: i)).ToArray();
        venue.Fund(1_000).Do(new FundInsurance(venue.Now, Scenario.Btc, new(50)));
        venue.Deposit(users[3], Scenario.Btc, 300);
        venue.Trade(users[0], maker, -8, 900, call);
        venue.Trade(users[0], maker, 10, 200, put);
        venue.Trade(users[1], maker, 5, 900, call, venue.Order(users[1], 5, 900, call));
        venue.Trade(users[3], maker, -20, 100, coin);
        venue.Isolate(users[2], put);
        venue.Trade(users[2], maker, -4, 200, put, venue.Order(users[2], -4, 200, put));
        venue.Book(500, 700, 0, call);

        venue.Wait(Duration.FromMinutes(60)).Price(1_120);
        Surface(venue, expiry, 120);
        venue.Book(0, 0, 0, call).Wait(Duration.FromMinutes(60)).Price(1_230);
        if (venue.LiquidationOrder() is { } order)
        {
            venue.Trade(users[0], maker, 1, order.LimitPrice.Units, order.Instrument, order.Order);
            venue.BookRefuses();
        }

        venue.Wait(Duration.FromMinutes(60)).Price(700);
        Surface(venue, expiry, 200);
        venue.Wait(Duration.FromMinutes(165)).Price(900).Advance(Duration.FromMinutes(15));
        foreach (var option in (InstrumentId[])[call, put, coin])
        {
            venue.Do(new ExpireInstrument(venue.Now, option));
        }

        return venue;
    }

    private static void Surface(Scenario venue, Timestamp expiry, int percent)
    {
        var index = venue.Engine.IndexPrice(Scenario.BtcUsd).Units;
        var years = (expiry - venue.Now).Nanoseconds / (365.0 * 86_400 * 1e9);
        var variance = percent * percent / 1e4 * years;
        venue.Surface(
            new SurfaceSlice(
                venue.Now + Duration.FromHours(1),
                index * SurfaceSlice.UnitsPerWhole,
                SviParameters.FromReal(variance / 6, variance / 10, -0.3, 0.01, 0.1)
            ),
            new SurfaceSlice(
                expiry,
                index * (SurfaceSlice.UnitsPerWhole / 100) * 102,
                SviParameters.FromReal(variance, variance, -0.4, 0.02, 0.2)
            )
        );
    }
}
