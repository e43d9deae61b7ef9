using System.Diagnostics.Metrics;
using Plimsoll.Engine;
using Plimsoll.Engine.Accounts;
using Plimsoll.Host;
using Plimsoll.Values;

namespace Plimsoll.Server.Metrics;

/// <summary>What of the venue's state an operator wants to be called for: indices without a price, money in the insurance funds, accounts in need.</summary>
internal static class VenueMetrics
{
    /// <summary>Adds them to a meter.</summary>
    /// <param name="meter">The meter.</param>
    /// <param name="host">The venue.</param>
    public static void Add(PlimsollMeter meter, VenueHost host)
    {
        meter.AddObservedCounter(
            "plimsoll.commands",
            "{command}",
            "Commands by outcome: accepted, refused, or not taken because the queue was full.",
            () => Outcomes(host.Counts)
        );
        meter.AddObservedCounter("plimsoll.events", "{event}", "Events of the engine.", () => [new(host.Counts.Events)]);
        meter.AddObserved(
            "plimsoll.index.sources",
            "{source}",
            "Sources of an index that count; none: liquidations on it wait, then its last price holds with more initial margin.",
            () =>
                Ask(
                    host,
                    static engine =>
                        Indices(engine)
                            .Select(index => new Measurement<int>(
                                index.LiveSources,
                                new KeyValuePair<string, object?>("index", index.Symbol)
                            ))
                )
        );
        meter.AddObserved(
            "plimsoll.fund.balance",
            "",
            "What an insurance fund has, in its asset.",
            () =>
                Ask(
                    host,
                    static engine =>
                        Funds(engine)
                            .Select(fund => new Measurement<double>(fund.Balance, new KeyValuePair<string, object?>("asset", fund.Asset)))
                )
        );
        meter.AddObserved(
            "plimsoll.accounts",
            "{account}",
            "Accounts in margin call, in liquidation, or held below their line for a named reason; isolated positions count by themselves.",
            () => Ask(host, Conditions)
        );
    }

    private static IEnumerable<Measurement<long>> Outcomes(HostCounts counts)
    {
        yield return Of(counts.Accepted, "accepted");
        yield return Of(counts.Refused, "refused");
        yield return Of(counts.Busy, "busy");

        static Measurement<long> Of(long count, string outcome) => new(count, new KeyValuePair<string, object?>("outcome", outcome));
    }

    private static IEnumerable<Measurement<int>> Conditions(MarginEngine engine)
    {
        yield return Of(AccountCondition.MarginCall, "margin_call");
        yield return Of(AccountCondition.InLiquidation, "in_liquidation");
        yield return Of(AccountCondition.Held, "held");

        Measurement<int> Of(AccountCondition condition, string name) =>
            new(engine.CountOf(condition), new KeyValuePair<string, object?>("condition", name));
    }

    /// <summary>An engine that stopped tells nothing; that it stopped is told elsewhere.</summary>
    internal static IReadOnlyList<T> Ask<T>(VenueHost host, Func<MarginEngine, IEnumerable<T>> question)
    {
        try
        {
            return host.Read(question, static (machine, asked) => asked(machine.Engine).ToList());
        }
        catch (HostHaltedException)
        {
            return [];
        }
    }

    internal static IEnumerable<(string Symbol, int Sources, int LiveSources, bool HasNoSource)> Indices(MarginEngine engine)
    {
        for (var i = 0; i < engine.IndexCount; i++)
        {
            var view = engine.View(new IndexId((ushort)i));
            yield return (view.Parameters.Symbol, view.Parameters.Sources.Count, view.LiveSources, view.HasNoSource);
        }
    }

    private static IEnumerable<(string Asset, double Balance)> Funds(MarginEngine engine)
    {
        for (var i = 0; i < engine.AssetCount; i++)
        {
            var id = new AssetId((byte)i);
            if (engine.InsuranceFundOf(id) is { } fund && engine.View(id).Asset is var asset)
                yield return (asset.Symbol, (double)engine.Balance(fund, id).Units / Math.Pow(10, asset.Decimals));
        }
    }
}
