using Plimsoll.Engine.State;
using Plimsoll.Pricing;
using Plimsoll.Surfaces;
using Plimsoll.Values;

namespace Plimsoll.Engine.Copies;

/// <summary>Moves the markets of a copy, each time from where they were: prices by underlying, volatilities, time.</summary>
/// <remarks>
/// Futures move with their index. An option keeps what its mark has beyond its surface, so that nothing moves where nothing is moved; without a surface it moves
/// with its index. Total variance grows with the square of a volatility.
/// </remarks>
internal sealed class MarketMoves
{
    private MarketMoves() { }

    private EngineState State { get; init; } = null!;

    private Price[] Indices { get; init; } = [];

    private Price[] Marks { get; init; } = [];

    private SurfaceSlice[][] Surfaces { get; init; } = [];

    private Timestamp Tick { get; init; }

    /// <summary>Remembers where the markets of a copy are.</summary>
    public static MarketMoves Of(EngineState state) =>
        new()
        {
            State = state,
            Tick = state.Tick == Timestamp.Never ? state.Now : state.Tick,
            Indices = [.. state.Indices.Select(index => index.Price)],
            Marks = [.. state.Instruments.Select(instrument => instrument.Mark)],
            Surfaces = [.. state.Indices.Select(index => index.Surface.Slices.ToArray())],
        };

    /// <summary>Moves them.</summary>
    /// <param name="prices">By how much the price of each index changes, by number; missing ones stand still.</param>
    /// <param name="volatility">By how much volatilities change, as a share of themselves.</param>
    /// <param name="time">How much time passes.</param>
    public void Apply(IReadOnlyDictionary<IndexId, Rate> prices, Rate volatility, Duration time)
    {
        State.Tick = Tick + time;
        for (var i = 0; i < Indices.Length; i++)
        {
            var row = State.Indices[i];
            row.Price = Moved(Indices[i], Of(prices, row.Parameters.Id), row.MaxPrice);
            SetSurface(row, Surfaces[i], volatility);
        }

        for (byte i = 0; i < State.Market.AssetCount; i++)
        {
            var asset = State.Market.Asset(new(i));
            if (asset.Asset.Index is { } index)
            {
                State.Market.Set(new AssetId(i), asset.At(State.Index(index).Price));
            }
        }

        for (var i = 0; i < Marks.Length; i++)
        {
            Move(State.Instruments[i], Marks[i], prices, volatility, time);
        }
    }

    private void Move(InstrumentRow row, Price mark, IReadOnlyDictionary<IndexId, Rate> prices, Rate volatility, Duration time)
    {
        if (!mark.IsPositive)
            return;

        var (index, move) = (State.Index(row.Parameters.Underlying), Of(prices, row.Parameters.Underlying));
        var isStill = move == Rate.Zero && volatility == Rate.Zero && time.Nanoseconds == 0;
        row.Mark = isStill ? mark : OptionMark(row, index, mark) ?? Moved(mark, move, State.MaxPriceOf(row));
        State.Market.Set(row.Parameters.Id, row.Mark);
        State.ShowMarket(row);
    }

    private Price? OptionMark(InstrumentRow row, IndexRow index, Price mark)
    {
        var before = Indices[index.Parameters.Id.Value];
        if (
            row.Parameters.Option is null
            || !before.IsPositive
            || index.Surface.Surface(index.Parameters.Decimals) is not { } moved
            || Surfaces[index.Parameters.Id.Value] is not { Length: > 0 } slices
        )
            return null;

        var still = new IndexedSurface(index.Surface.At, index.Surface.IndexPrice, index.Parameters.Decimals, slices);
        var worth = OptionMarkRule.Compute(row.Parameters, still, before, Tick, default, default);
        var then = OptionMarkRule.Compute(row.Parameters, moved, index.Price, State.Tick, default, default);
        return new(Math.Clamp(mark.Units + then.Units - worth.Units, 1, Price.MaxUnits));
    }

    private static void SetSurface(IndexRow row, SurfaceSlice[] slices, Rate volatility)
    {
        var (at, price) = (row.Surface.At, row.Surface.IndexPrice);
        foreach (var slice in slices)
        {
            var smile = slice.Smile with { A = Scaled(slice.Smile.A, volatility), B = Scaled(slice.Smile.B, volatility) };
            row.Surface.Set(slice with { Smile = smile }, price, at);
        }
    }

    private static long Scaled(long variance, Rate volatility)
    {
        var factor = (Int128)(Rate.NanoPerOne + volatility.Nano);
        return (long)Int128.Clamp(variance * factor / Rate.NanoPerOne * factor / Rate.NanoPerOne, long.MinValue, long.MaxValue);
    }

    private static Rate Of(IReadOnlyDictionary<IndexId, Rate> prices, IndexId index) => prices.GetValueOrDefault(index);

    private static Price Moved(Price price, Rate move, Price most) =>
        price.IsPositive && move != Rate.Zero
            ? new((long)Int128.Clamp((Int128)price.Units * (Rate.NanoPerOne + move.Nano) / Rate.NanoPerOne, 1, Math.Max(1, most.Units)))
            : price;
}
