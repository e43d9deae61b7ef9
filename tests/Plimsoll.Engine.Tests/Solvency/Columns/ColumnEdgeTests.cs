using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Solvency.Certificates;
using Plimsoll.Engine.Solvency.Columns;
using Plimsoll.Instruments;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Engine.Tests.Solvency.Columns;

/// <summary>What fits a row and what does not, and what a price does beyond the headroom of its coefficients.</summary>
public sealed class ColumnEdgeTests
{
    [Theory, Trait("Criterion", "CERT-043")]
    [InlineData(int.MaxValue, true)]
    [InlineData(int.MaxValue + 1L, false)]
    [InlineData(-int.MaxValue, true)]
    [InlineData(-int.MaxValue - 1L, false)]
    public void Quantities_fit_32_bits_or_the_account_is_outside(long quantity, bool fits)
    {
        var venue = new Scenario().Price(1);
        var user = venue.User(20_000_000_000);
        venue.Trade(user, venue.Maker(), quantity, 1);

        Assert.Equal(fits, Has(venue, user));
        Assert.Equal(fits, Columns(venue).IsProved(user.Value));
    }

    /// <summary>A dollar without decimals counts in 2^-26: 63 bits hold 1.37 · 10^11.</summary>
    [Theory, Trait("Criterion", "CERT-043")]
    [InlineData(137_000_000_000, 0, true)]
    [InlineData(138_000_000_000, 0, false)]
    [InlineData(137_000_000_000, 10, true)]
    [InlineData(137_000_000_000, 30_000_000, false)]
    [InlineData(137_000_000_000, -10_000_000, false)]
    public void Cash_and_positions_together_fit_64_bits_or_the_account_is_outside(long cash, long quantity, bool fits)
    {
        var venue = new Scenario().Price(100);
        var user = venue.User(cash);
        if (quantity != 0)
        {
            venue.Trade(user, venue.Maker(), quantity, 100);
        }

        Assert.Equal(fits, Has(venue, user));
    }

    /// <summary>A lot of a third at 100, of which 95 % count: 31.67.</summary>
    [Fact, Trait("Criterion", "CERT-042")]
    public void What_a_lot_adds_is_rounded_to_the_side_of_its_quantities()
    {
        var coefficients = new Coefficients();
        coefficients.HeadroomOf(0, 100, Price.MaxUnits);
        var held = coefficients.Find(0, new(IsUp: false, Share: 950_000_000_000_000_000), 1, 3, 0)!.Value;
        var owed = coefficients.Find(0, new(IsUp: true, Share: 950_000_000_000_000_000), 1, 3, 0)!.Value;

        Assert.Equal((31, 32), (coefficients.Values[held], coefficients.Values[owed]));
        coefficients.Moved(0, 110);
        Assert.Equal((34, 35), (coefficients.Values[held], coefficients.Values[owed]));
    }

    /// <summary>
    /// Long ten of each of two at 101: five percent of 1,010 are 50.5, which each is 51; 1.25 times 102 are 127.5, rounded up 128. Equity is 127, and 1.25 times 101 only 126.25.
    /// </summary>
    [Fact, Trait("Criterion", "CERT-042")]
    public void Odd_prices_are_rounded_against_the_account()
    {
        var venue = new Scenario();
        var other = venue.List(Scenario.Perpetual with { Symbol = "OTHER" });
        venue.Price(100);
        var (user, maker) = (venue.User(107), venue.Maker());
        venue.Trade(user, maker, 10, 100);
        venue.Trade(user, maker, 10, 100, other);
        venue.Price(103);
        Assert.Equal(AccountCondition.Healthy, venue.Condition(user));

        venue.Price(101);

        Assert.Equal(AccountCondition.MarginCall, venue.Condition(user));
    }

    [Fact, Trait("Criterion", "CERT-043")]
    public void A_price_near_the_largest_of_all_has_headroom_no_further_than_that()
    {
        var coefficients = new Coefficients();
        var near = Price.MaxUnits - 1;
        Assert.Equal(Price.MaxUnits, coefficients.HeadroomOf(0, near, Price.MaxUnits));
        var entry = coefficients.Find(0, new(IsUp: true, Share: 1_010_000_000_000_000_000), 1, 1, 0);
        Assert.InRange(coefficients.Largest(entry!.Value), 1_010_000_000_000_000, 1_010_000_000_000_001);

        coefficients.Moved(0, Price.MaxUnits);
        Assert.False(coefficients.IsAnyBeyond);
        Assert.Equal(coefficients.Largest(entry.Value), coefficients.Values[entry.Value]);
    }

    /// <summary>Short ten at 100 with 700 of their own: at 150, where the headroom ends, they are far above the margin-call level; at 165 have 50 where the line is at 82.50.</summary>
    [Fact, Trait("Criterion", "CERT-043")]
    public void A_price_that_jumps_beyond_the_headroom_proves_nothing()
    {
        var venue = new Scenario().Price(100);
        var user = venue.User(700);
        venue.Trade(user, venue.Maker(), -10, 100);
        venue.Price(100);
        Assert.True(Columns(venue).IsProved(user.Value));

        venue.Price(165);

        Assert.Equal(AccountCondition.InLiquidation, venue.Condition(user));
    }

    [Fact, Trait("Criterion", "CERT-043")]
    public void Rows_are_written_anew_when_a_price_comes_near_the_end_of_its_headroom()
    {
        var venue = new Scenario().Price(100);
        var users = Enumerable.Range(0, 600).Select(_ => venue.User(10_000)).ToList();
        var maker = venue.Maker();
        users.ForEach(user => venue.Trade(user, maker, -10, 100));
        for (var price = 101; price <= 148; price++)
        {
            venue.Price(price);
        }

        venue.Price(180);

        Assert.All(users, user => Assert.True(Columns(venue).IsProved(user.Value)));
    }

    [Fact, Trait("Criterion", "CERT-044")]
    public void A_coin_counts_at_the_haircut_of_its_first_rung_and_a_debt_in_full()
    {
        var venue = new Scenario().Price(100);
        // 20.00 coins at 90 % are 1,800; the requirement of 62.5 times 1.25 needs some of it.
        var user = venue.Deposit(venue.User(0), Scenario.Btc, 2_000);
        venue.Trade(user, venue.Maker(), 10, 100);
        Assert.True(Columns(venue).IsProved(user.Value));

        var poor = venue.Deposit(venue.User(0), Scenario.Btc, 71);
        venue.Trade(poor, venue.Maker(), 10, 100);

        // 63.9 count as 63, and 62.5 are asked for: healthy, and too near for a row's roundings.
        Assert.Equal(AccountCondition.Healthy, venue.Condition(poor));
        Assert.True(Has(venue, poor));
        Assert.False(Columns(venue).IsProved(poor.Value));
    }

    /// <summary>Long ten at 10,000 with 11,000: at 9,450 they have 5,500, the line is at 4,725 and the call at 5,907.</summary>
    [Theory, Trait("Criterion", "CERT-041")]
    [InlineData(9_480, AccountCondition.MarginCall, true)]
    [InlineData(9_600, AccountCondition.Healthy, true)]
    [InlineData(9_300, AccountCondition.InLiquidation, false)]
    public void Who_is_in_margin_call_has_two_rows(long price, AccountCondition condition, bool isProved)
    {
        var venue = new Scenario().Price(10_000);
        venue.Engine.State.Certificates!.Limits = new(0, int.MaxValue, 0, int.MaxValue);
        var user = venue.User(11_000);
        venue.Trade(user, venue.Maker(), 10, 10_000);
        venue.Price(9_450);
        Assert.Equal(AccountCondition.MarginCall, venue.Condition(user));
        Assert.True(Columns(venue).IsProved(user.Value));
        Assert.True(Columns(venue).Bounds(user.Value).Second > 0);

        venue.Price(price);

        Assert.Equal(condition, venue.Condition(user));
        Assert.Equal(isProved, Columns(venue).IsProved(user.Value));
    }

    [Theory, Trait("Criterion", "CERT-040")]
    [InlineData(Payoff.Linear, true)]
    [InlineData(Payoff.Inverse, false)]
    public void Positions_that_are_no_multiple_of_the_price_are_outside(Payoff payoff, bool fits)
    {
        var venue = new Scenario().Price(100);
        var other = venue.List(
            Scenario.Perpetual with
            {
                Symbol = "OTHER",
                Payoff = payoff,
                SettlementAsset = payoff == Payoff.Linear ? Scenario.Usd : Scenario.Btc,
            }
        );
        venue.Price(100);
        var user = venue.Deposit(venue.User(10_000), Scenario.Btc, 1_000);
        venue.Trade(user, venue.Maker(), 10, 100, other);

        Assert.Equal(fits, Has(venue, user));
    }

    /// <summary>Whoever holds the second coin falls with the index as whoever holds the first.</summary>
    [Fact, Trait("Criterion", "CERT-044")]
    public void An_index_moves_every_coin_that_it_values()
    {
        var venue = new Scenario();
        var other = venue.List(Scenario.Bitcoin with { Symbol = "WBTC" });
        venue.Price(100);
        var user = venue.Deposit(venue.User(1), other, 1_000);
        venue.Trade(user, venue.Maker(), 10, 100);
        venue.Price(100).Price(100);
        for (var price = 99; price >= 50; price -= 7)
        {
            venue.Price(price);
        }

        Assert.NotEqual(AccountCondition.Healthy, venue.Condition(user));
        Assert.Equal(0, venue.Engine.SolvencyFigures.Alarms);
    }

    /// <summary>Long and short the same: prices rise, the account stays where it is, and its requirement grows until a row of it would not fit 64 bits any more.</summary>
    [Fact, Trait("Criterion", "CERT-043")]
    public void Who_outgrows_a_row_is_looked_at()
    {
        var venue = new Scenario();
        var other = venue.List(Scenario.Perpetual with { Symbol = "OTHER" });
        venue.Price(100);
        var (user, maker) = (venue.User(10_000_000_000), venue.Maker());
        venue.Trade(user, maker, 400_000_000, 100);
        venue.Trade(user, maker, -400_000_000, 100, other);
        venue.Price(100);
        Assert.True(Has(venue, user));
        for (var price = 101; price <= 230; price++)
        {
            venue.Price(price);
        }

        Assert.False(Has(venue, user));
        Assert.Equal(AccountCondition.MarginCall, venue.Condition(user));
        Assert.Equal(0, venue.Engine.SolvencyFigures.Alarms);
    }

    /// <summary>After a change of rules a command writes one row: the others wait, and are looked at; in as many prices all have theirs.</summary>
    [Fact, Trait("Criterion", "CERT-047")]
    public void Rows_are_written_in_turn()
    {
        var venue = new Scenario().Price(100);
        var maker = venue.Maker();
        AccountId[] users = [.. Enumerable.Range(0, 100).Select(_ => venue.LongTen(400, maker))];
        venue.Engine.Renew();
        venue.Engine.State.Certificates!.Limits = CertificateLimits.Usual with { LeastWritten = 1 };
        venue.Do(new ChangeVenue(venue.Now, new VenueParameters { Numeraire = Scenario.Usd }, venue.Now));
        var written = new List<int>();
        for (var tick = 0; tick < 20; tick++)
        {
            written.Add(users.Count(user => Has(venue, user)));
            venue.Price(100 + (tick % 2));
        }

        Assert.InRange(written[0], 0, 30);
        Assert.Equal(written.Order(), written);
        Assert.Equal(100, written[^1]);
    }

    /// <summary>Nobody is written, and all fall below the line at once.</summary>
    [Fact, Trait("Criterion", "CERT-047")]
    public void Who_waits_for_a_row_is_looked_at()
    {
        var venue = new Scenario().Price(100);
        var maker = venue.Maker();
        AccountId[] users = [.. Enumerable.Range(0, 40).Select(_ => venue.LongTen(400, maker))];
        venue.Engine.State.Certificates!.Limits = CertificateLimits.Usual with { LeastWritten = 0 };
        venue.Do(new ChangeVenue(venue.Now, new VenueParameters { Numeraire = Scenario.Usd }, venue.Now));
        Assert.True(users.Count(user => Has(venue, user)) < 20);

        venue.Price(62);

        Assert.All(users, user => Assert.Equal(AccountCondition.InLiquidation, venue.Condition(user)));
        Assert.Equal(0, venue.Engine.SolvencyFigures.Alarms);
    }

    private static AccountColumns Columns(Scenario venue)
    {
        venue.Engine.Renew();
        return venue.Engine.State.Certificates!.Columns;
    }

    private static bool Has(Scenario venue, AccountId account) => Columns(venue).Has(account.Value);
}
