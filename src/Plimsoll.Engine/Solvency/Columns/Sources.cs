using Plimsoll.Values;

namespace Plimsoll.Engine.Solvency.Columns;

/// <summary>Numbers for the prices that coefficients follow: marks of instruments, and index prices of assets.</summary>
internal static class Sources
{
    public static int Of(AssetId asset) => asset.Value;

    public static int Of(InstrumentId instrument) => AssetId.Limit + instrument.Value;
}
