using Plimsoll.Collateral;
using Plimsoll.Engine.Accounts;
using Plimsoll.Engine.Commands;
using Plimsoll.Host;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Requests;
using Plimsoll.Instruments;
using Plimsoll.Margin;
using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Server.Demo;

/// <summary>The market that a server has which nobody has told another: dollars, bitcoin as collateral, perpetuals on bitcoin and ether.</summary>
internal static class DemoListing
{
    /// <summary>The maker who stands on the other side of everything.</summary>
    public const string Maker = "demo-maker";

    /// <summary>Sources of each index; all tell the recorded price, so that none is missed when it is dropped.</summary>
    public const int Sources = 3;

    /// <summary>Coins, in the order of their indices and perpetuals.</summary>
    public static IReadOnlyList<string> Coins { get; } = ["BTC", "ETH"];

    /// <summary>What those sources are called.</summary>
    public static IReadOnlyList<string> SourceNames { get; } = [.. Enumerable.Range(1, Sources).Select(source => $"demo-{source}")];

    /// <summary>The index of a coin.</summary>
    public static string IndexOf(string coin) => coin + "/USD";

    /// <summary>Digits of prices in dollars.</summary>
    public const int PriceDecimals = 2;

    private static readonly AssetId Dollar = new(0);

    /// <summary>Lists it in a venue that lists nothing yet.</summary>
    public static async Task ListAsync(VenueHost host)
    {
        if (host.Read(static machine => machine.Engine.AssetCount) > 0)
            return;

        await DoAsync(host, HostEntry.Of(new ListAsset(default, Asset(Dollar, "USD", 6, null, Rate.Zero))));
        for (var i = 0; i < Coins.Count; i++)
        {
            await DoAsync(host, HostEntry.Of(new ListIndex(default, Index(i))));
        }

        await DoAsync(host, HostEntry.Of(new ListAsset(default, Asset(new(1), "BTC", 8, new IndexId(0), Rate.FromPercent(5)))));
        for (var i = 0; i < Coins.Count; i++)
        {
            await DoAsync(host, HostEntry.Of(new ListInstrument(default, Perpetual(i))));
        }

        await DoAsync(host, HostEntry.Of(new OpenAccount(default, 0, AccountKind.MarketMaker), Maker, Maker));
        await DoAsync(host, HostEntry.Of(new FundInsurance(default, Dollar, new((Int128)5_000_000 * 1_000_000))));
    }

    /// <exception cref="IOException">It was refused.</exception>
    public static async Task DoAsync(VenueHost host, HostEntry entry) => RequireAccepted(host, await host.SubmitAsync(entry));

    /// <exception cref="IOException">It was refused.</exception>
    public static void RequireAccepted(VenueHost host, in Outcome outcome)
    {
        if (!outcome.IsAccepted)
            throw new IOException($"The demo market was refused with {outcome.Code} ({outcome.Field}). {host.Status.Problem}".TrimEnd());
    }

    private static AssetParameters Asset(AssetId id, string symbol, int decimals, IndexId? index, Rate haircut) =>
        new()
        {
            Id = id,
            Symbol = symbol,
            Decimals = decimals,
            Index = index,
            Haircuts = HaircutLadder.Uniform(new Haircut(haircut.Nano)),
        };

    private static IndexParameters Index(int coin) =>
        new()
        {
            Id = new((ushort)coin),
            Symbol = IndexOf(Coins[coin]),
            Decimals = PriceDecimals,
            Sources = [.. SourceNames.Select(source => new IndexSource(source, 1))],
        };

    private static InstrumentParameters Perpetual(int coin) =>
        new()
        {
            Id = new((ushort)coin),
            Symbol = $"{Coins[coin]}-PERP",
            Kind = InstrumentKind.Perpetual,
            Payoff = Payoff.Linear,
            SettlementAsset = Dollar,
            Underlying = new((ushort)coin),
            PriceDecimals = PriceDecimals,
            QuantityDecimals = 3,
            TickSize = new(1),
            LotSize = new(1),
            Fees = new(Rate.FromBasisPoints(2), Rate.FromBasisPoints(5), Rate.FromBasisPoints(50)),
            Margin = RiskTierTable.Progressive(
                [
                    (Money.Zero, Rate.FromBasisPoints(400), Rate.FromBasisPoints(200)),
                    (new((Int128)1_000_000 * 1_000_000), Rate.FromBasisPoints(1_000), Rate.FromBasisPoints(500)),
                ],
                TierBoundary.FloorInclusive
            ),
        };
}
