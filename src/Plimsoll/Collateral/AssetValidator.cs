using Plimsoll.Marking;
using Plimsoll.Values;

namespace Plimsoll.Collateral;

/// <summary>Says whether an asset may be listed, and which property stands in the way.</summary>
/// <remarks>Ranges: the documentation of each property of <see cref="AssetParameters"/>. Neither method throws, whatever it is given.</remarks>
public static class AssetValidator
{
    private const int MostDecimals = 18;

    /// <summary>Finds the first property out of its range.</summary>
    /// <param name="parameters">What is to be listed, or the new version of it.</param>
    /// <param name="index">The index that values it; null for the numeraire.</param>
    /// <param name="numeraireDecimals">Decimals of the asset in which the venue adds up.</param>
    /// <returns>Null, or the property's name.</returns>
    public static string? Validate(AssetParameters? parameters, IndexParameters? index, int numeraireDecimals) =>
        parameters switch
        {
            null => "Parameters",
            _ when !Names.IsValid(parameters.Symbol, 32) => nameof(AssetParameters.Symbol),
            { Decimals: < 0 or > MostDecimals } => nameof(AssetParameters.Decimals),
            _ when (parameters.Index is null) != (index is null) => nameof(AssetParameters.Index),
            _ when index is { Decimals: < 0 or > MostDecimals } => nameof(AssetParameters.Index),
            _ when index is not null && parameters.Decimals + index.Decimals - (long)numeraireDecimals is < 0 or > 18 => nameof(
                AssetParameters.Decimals
            ),
            { Haircuts: null } => nameof(AssetParameters.Haircuts),
            _ when !IsAmount(parameters.AccountCap) => nameof(AssetParameters.AccountCap),
            _ when !IsAmount(parameters.VenueCap) => nameof(AssetParameters.VenueCap),
            { ConversionDiscount.Nano: < 0 or > Rate.NanoPerOne / 2 } => nameof(AssetParameters.ConversionDiscount),
            _ => null,
        };

    /// <summary>Finds the first property that differs although it is fixed at listing: id, symbol, decimals, index.</summary>
    /// <returns>Null, or the property's name.</returns>
    public static string? FirstFixedDifference(AssetParameters? old, AssetParameters? changed) =>
        (old, changed) switch
        {
            (null, null) => null,
            (null, _) or (_, null) => "Parameters",
            _ when old.Id != changed.Id => nameof(AssetParameters.Id),
            _ when !string.Equals(old.Symbol, changed.Symbol, StringComparison.Ordinal) => nameof(AssetParameters.Symbol),
            _ when old.Decimals != changed.Decimals => nameof(AssetParameters.Decimals),
            _ when old.Index != changed.Index => nameof(AssetParameters.Index),
            _ => null,
        };

    private static bool IsAmount(Money amount) => amount.IsPositive && amount <= AssetLimits.MaxAmount;
}
