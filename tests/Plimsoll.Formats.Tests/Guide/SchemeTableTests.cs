using Plimsoll.Engine.Commands;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Tests.Models;
using Plimsoll.Marking;
using Plimsoll.Pricing;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Values;

namespace Plimsoll.Formats.Tests.Guide;

/// <summary>Of which published schemes accounts are left out at a tick, and of which an order is checked without allocating: the table of docs/guide/in-process.md.</summary>
public sealed class SchemeTableTests
{
    [Fact, Trait("Criterion", "CERT-021"), Trait("Criterion", "PACC-052")]
    public void The_guide_shows_what_the_engine_does()
    {
        var rows = ProfileSchemeTests.Profiles.Select(profile => Row(profile.Data.Item1, profile.Data.Item2));
        var table =
            "| scheme | accounts left out at a tick (windows) | checks that allocate nothing |\n| --- | --- | --- |\n"
            + string.Concat(rows);
        var guide = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "guide", "in-process.md")).ReplaceLineEndings("\n");

        Assert.True(guide.Contains(table, StringComparison.Ordinal), "docs/guide/in-process.md should have:\n" + table);
    }

    private static string Row(string profile, string underlying)
    {
        var index = Scenario.ThreeSources with { StaleAfter = Duration.FromHours(24) };
        var venue = new Scenario(index: index).Price(1_000);
        var peg = Listings.EtherIndex with { Symbol = "PEG", StaleAfter = Duration.FromHours(24) };
        var watched = venue.List(peg);
        venue.Prices((Scenario.BtcUsd, 1_000), (watched, 1));
        var expiry = venue.Now + Duration.FromHours(24 * 30);
        var call = venue.List(Listings.Option(OptionType.Call, 1_000, expiry));
        venue.Surface(venue.Flat(expiry, 0.5, 1_000));
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
        var maker = venue.Maker();
        Ticks(venue);
        var others = venue.Engine.SolvencyFigures.Hot;
        var user = venue.User(10_000_000);
        venue.Do(new SetScheme(venue.Now, user, new(1)));
        venue.Trade(user, maker, 40, 1_000);
        venue.Trade(user, maker, -20, venue.Mark(call) / 100 * 100, call);
        Ticks(venue);

        var isLeftOut = venue.Engine.SolvencyFigures.Hot == others;
        var order = new PlaceOrder(venue.Now, user, call, new(-1), new(venue.Mark(call) / 100 * 100), false, 0);
        Assert.True(venue.Engine.CheckOrder(order).IsAccepted, $"{profile}: {venue.Engine.CheckOrder(order)}");
        var bytes = Allocated(() => venue.Engine.CheckOrder(order));
        return $"| `{profile}` | {(isLeftOut ? "yes" : "no")} | {(bytes == 0 ? "yes" : "no")} |\n";
    }

    /// <summary>Enough for whoever waits for a certificate.</summary>
    private static void Ticks(Scenario venue)
    {
        for (var i = 0; i < 20; i++)
        {
            venue.Wait(Duration.FromSeconds(1)).Prices(1_000, 1_000, 1_000);
        }
    }

    private static long Allocated(Action check)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 4; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 50; i++)
            {
                check();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
