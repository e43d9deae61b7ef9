using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>How far an underlying has to move until an account is below its line, when everything on it moves alike.</summary>
/// <remarks>
/// The marks and index prices of all instruments on the underlying, and the index price of the asset itself where it is collateral, are
/// multiplied by the same factor; all other prices stay. The liquidation price of a position (<see cref="LiquidationPrice"/>) moves one mark.
/// Found on the decision itself. Source: docs/spec/0004-margin.md (MARG-034).
/// </remarks>
/// <param name="Fall">Prices times this, below 1, in billionths; 1 when the account is below already; null when no fall to a thousandth does it.</param>
/// <param name="Rise">Prices times this, above 1, in billionths; 1 when the account is below already; null when no rise to a hundredfold does it.</param>
public readonly record struct UnderlyingLine(Rate? Fall, Rate? Rise)
{
    private const int LeastPart = 1_000;
    private const int MostTimes = 100;
    private const long Least = Rate.NanoPerOne / LeastPart;
    private const long Most = Rate.NanoPerOne * MostTimes;

    /// <summary>The prices between which an underlying with this price is moved: a thousandth of it, rounded up, and its hundredfold.</summary>
    /// <param name="price">A price, above zero.</param>
    public static (Price Least, Price Most) SearchedOf(Price price) =>
        (
            new((price.Units + LeastPart - 1) / LeastPart),
            price.Units > Price.MaxUnits / MostTimes ? new(Price.MaxUnits) : new(price.Units * MostTimes)
        );

    /// <summary>Finds it. Allocates; for display.</summary>
    /// <param name="market">Prices and parameters.</param>
    /// <param name="balances">The account's balances.</param>
    /// <param name="positions">The account's positions.</param>
    /// <param name="underlying">The index that instruments follow and assets are valued at.</param>
    /// <param name="isLineBelow">As in <see cref="SolvencyLine.IsBelow"/>.</param>
    public static UnderlyingLine Find(
        MarketView market,
        ReadOnlySpan<BalanceLine> balances,
        ReadOnlySpan<PositionLine> positions,
        IndexId underlying,
        bool isLineBelow
    )
    {
        ArgumentNullException.ThrowIfNull(market);
        var instruments = Instruments(market, positions, underlying);
        var assets = Assets(market, underlying);
        var parted = RestOfAccount.Of(
            market,
            balances,
            positions,
            listed => listed.Underlying == underlying || market.Asset(listed.SettlementAsset).Asset.Index == underlying
        );
        var account = new ShiftedAccount(market, parted, isLineBelow);
        bool IsBelow(long factor) => account.IsBelow(instruments, assets, factor, Rate.NanoPerOne);
        return new(Of(FirstBelow.Find(Rate.NanoPerOne, Least, IsBelow)), Of(FirstBelow.Find(Rate.NanoPerOne, Most, IsBelow)));
    }

    private static Rate? Of(long? factor) => factor is { } nano ? new Rate(nano) : null;

    private static List<InstrumentId> Instruments(MarketView market, ReadOnlySpan<PositionLine> positions, IndexId underlying)
    {
        var found = new List<InstrumentId>();
        foreach (ref readonly var line in positions)
        {
            if (market.Contract(line.Instrument).Parameters.Underlying == underlying)
            {
                found.Add(line.Instrument);
            }
        }

        return found;
    }

    private static List<AssetId> Assets(MarketView market, IndexId underlying)
    {
        var found = new List<AssetId>();
        for (var id = 0; id < market.AssetCount; id++)
        {
            if (market.Asset(new((byte)id)).Asset.Index == underlying)
            {
                found.Add(new((byte)id));
            }
        }

        return found;
    }
}
