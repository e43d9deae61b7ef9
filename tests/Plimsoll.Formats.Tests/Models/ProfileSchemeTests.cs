using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Models;
using Plimsoll.Marking;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Formats.Tests.Models;

/// <summary>The engine takes every published scheme as an account's mode: it lists it, reserves by it, keeps it and liquidates by it.</summary>
public sealed class ProfileSchemeTests
{
    public static TheoryData<string, string> Profiles =>
        new()
        {
            { "bybit-pm", "BTC" },
            { "cme-span", "ES" },
            { "deribit-pm", "BTC" },
            { "deribit-xpm", "BTC" },
            { "derive-pmrm-1", "BTC" },
            { "derive-pmrm-2", "BTC" },
            { "derive-srm-options", "BTC" },
            { "occ-tims", "SPX" },
            { "okx-pm", "BTC" },
            { "paradex-pm", "BTC" },
            { "plimsoll-var", "BTC" },
        };

    [Fact]
    public void All_of_them_are_here() =>
        Assert.Equal(
            ModelCatalog.BuiltIn.Names.Where(name => Lists(ModelCatalog.BuiltIn.Find(name)!)).Order(StringComparer.Ordinal),
            Profiles.Select(profile => profile.Data.Item1).Order(StringComparer.Ordinal)
        );

    [Theory, Trait("Criterion", "PACC-001"), Trait("Criterion", "PACC-041")]
    [MemberData(nameof(Profiles))]
    public void The_engine_accepts_it(string profile, string underlying)
    {
        var index = Scenario.ThreeSources with { StaleAfter = Duration.FromHours(24) };
        var venue = new Scenario(index: index).Price(1_000);
        var peg = Listings.EtherIndex with { Symbol = "PEG", StaleAfter = Duration.FromHours(24) };
        var watched = venue.List(peg);
        venue.Prices((Scenario.BtcUsd, 1_000), (watched, 1));
        var scheme = new ModelListing(ModelCatalog.BuiltIn.Find(profile)!).Scheme(
            new(1),
            new Dictionary<string, IndexParameters>(StringComparer.Ordinal) { [underlying] = index },
            new Dictionary<string, Collateral.AssetParameters>(StringComparer.Ordinal),
            peg with
            {
                Id = watched,
            }
        );
        venue.Do(new ListScheme(venue.Now, scheme));
        var user = venue.User(283_000);
        venue.Do(new SetScheme(venue.Now, user, new(1)));
        venue.Trade(user, venue.Maker(), 400, 1_000);

        var margin = venue.Engine.MarginOf(user);
        Assert.True(margin.MaintenanceMargin.IsPositive, $"{margin}");
        Assert.True(margin.InitialMargin >= margin.MaintenanceMargin, $"{margin}");
        var explained = venue.Engine.Explain(user);
        Assert.Equal(margin.MaintenanceMargin, explained.MaintenanceMargin.Amount);
        Assert.Equal(margin.InitialMargin, explained.InitialMargin.Amount);
        // Far more than the account could bear is refused, and says what is missing.
        var refused = venue.Refused(new PlaceOrder(venue.Now, user, Scenario.Perp, new(1_000_000), new(1_000), false, 0));
        Assert.Equal((RejectReason.InsufficientMargin, true), (refused.Reason, refused.Shortfall.IsPositive));
        Assert.Equal(venue.Engine.StateHash(), MarginEngine.Restore(venue.Engine.Snapshot()).StateHash());

        venue.Fund(1_000_000);
        venue.Price(300);
        for (var step = 0; venue.Condition(user) == AccountCondition.InLiquidation; step++)
        {
            Assert.True(step < 100, "It does not end.");
            var order = venue.LiquidationOrder()!.Value;
            venue.Trade(user, venue.Maker(), order.Quantity.Units, venue.Mark(order.Instrument), order.Instrument, order.Order);
        }

        var after = venue.Engine.MarginOf(user);
        Assert.True(venue.Position(user) < 400);
        Assert.True(after.Equity >= after.MaintenanceMargin, $"{after}");
        Assert.Equal(0, venue.Imbalance(Scenario.Usd));
    }

    private static bool Lists(Model model)
    {
        try
        {
            var listing = new ModelListing(model);
            var none = new Dictionary<string, IndexParameters>(StringComparer.Ordinal);
            listing.Scheme(new(1), none, new Dictionary<string, Collateral.AssetParameters>(StringComparer.Ordinal), Listings.EtherIndex);
            return true;
        }
        catch (DocumentException)
        {
            return false;
        }
    }
}
