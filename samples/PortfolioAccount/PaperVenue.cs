using Plimsoll.Collateral;
using Plimsoll.Engine.Commands;
using Plimsoll.Formats.Models;
using Plimsoll.Margin;
using Plimsoll.Margin.Schedules;
using Plimsoll.Marking;
using Plimsoll.Pricing;
using Plimsoll.Surfaces;
using Plimsoll.Values;

namespace PortfolioAccount;

/// <summary>A venue that lists a bitcoin perpetual, a call, and Paradex's portfolio margin as a scheme, all from a model file.</summary>
internal static class PaperVenue
{
    public const string Call = "BTC-USD-27NOV26-70000-C";
    public static readonly AssetId Usdc = new(0);
    public static readonly IndexId BtcUsd = new(0);
    public static readonly InstrumentId Perpetual = new(0);
    public static readonly InstrumentId Option = new(1);
    public static readonly SchemeId Scheme = new(1);
    public static readonly Timestamp Start = At(2026, 11, 1, 0);
    private static readonly Timestamp Expiry = At(2026, 11, 27, 8);

    private static readonly IndexParameters Index = new()
    {
        Id = BtcUsd,
        Symbol = "BTC/USD",
        Decimals = 2,
        Sources = [new("one", 1), new("two", 1)],
    };

    /// <summary>The commands that list it.</summary>
    public static Command[] Listed(string modelFile)
    {
        var listing = new ModelListing(ModelReader.Read(modelFile, File.ReadAllText(modelFile)));
        var usdc = listing.Asset("USDC", Usdc) with { Decimals = 6 };
        // Accounts under no scheme, isolated positions and the insurance fund are margined one by one: 10 % and 5 % here, a short call by Deribit's formula.
        var alone = RiskTierTable.Flat([(Money.Zero, Rate.FromPercent(10), Rate.FromPercent(5))], TierBoundary.FloorInclusive);
        var shortCall = new OptionFormula
        {
            Base = 0.15m,
            Floor = 0.1m,
            Maintenance = 0.075m,
            IsInitialAtLeastMaintenance = true,
            IsLongWorthHeld = true,
        };
        return
        [
            new ListAsset(Start, usdc),
            new ListIndex(Start, Index),
            new ListInstrument(Start, listing.Instrument("BTC-USD-PERP", Terms(Perpetual, usdc, alone))),
            new ListInstrument(
                Start,
                listing.Instrument(Call, Terms(Option, usdc, new OptionSchedule(OptionType.Call, 70_000, false, shortCall))) with
                {
                    Expiry = Expiry,
                }
            ),
            new ListScheme(
                Start,
                listing.Scheme(
                    Scheme,
                    new Dictionary<string, IndexParameters> { ["BTC"] = Index },
                    new Dictionary<string, AssetParameters>()
                )
            ),
        ];
    }

    /// <summary>A surface that is flat: one volatility for every strike of the one expiry.</summary>
    public static SetSurface Surface(Timestamp now, double volatility, long forward) =>
        new(
            now,
            BtcUsd,
            new SurfaceSlice[]
            {
                new(
                    Expiry,
                    forward * SurfaceSlice.UnitsPerWhole,
                    SviParameters.FromReal(volatility * volatility * (Expiry - now).Nanoseconds / (365.0 * 86_400 * 1e9), 0, 0, 0, 1)
                ),
            }
        );

    private static ListingTerms Terms(InstrumentId id, AssetParameters settlement, MarginSchedule alone) =>
        new()
        {
            Id = id,
            Settlement = settlement,
            Underlying = Index,
            Tick = 0.01m,
            Lot = 0.001m,
            Expiry = Expiry,
            MarginAlone = alone,
            Fees = new(Maker: default, Taker: default, Liquidation: Rate.FromBasisPoints(20)),
        };

    private static Timestamp At(int year, int month, int day, int hour) =>
        Timestamp.FromMilliseconds(new DateTimeOffset(year, month, day, hour, 0, 0, TimeSpan.Zero).ToUnixTimeMilliseconds());
}
