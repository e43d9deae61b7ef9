using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Columns;

/// <summary>Numbers for the prices that coefficients follow: marks of instruments, and index prices of assets.</summary>
internal static class Sources
{
    public static int Of(AssetId asset) => asset.Value;

    public static int Of(InstrumentId instrument) => AssetId.Limit + instrument.Value;

    /// <summary>Whether it is the mark of an instrument, and of which.</summary>
    public static bool IsMark(int source, out InstrumentId instrument)
    {
        instrument = new((ushort)Math.Max(0, source - AssetId.Limit));
        return source >= AssetId.Limit;
    }
}
