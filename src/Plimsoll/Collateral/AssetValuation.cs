using Plimsoll.Values;

namespace Plimsoll.Collateral;

/// <summary>One asset's worth in the numeraire at one index price: there and back, each rounded once.</summary>
/// <remarks>numeraire units = asset units · price units ÷ 10^(asset + index − numeraire decimals). Source: docs/spec/0004-margin.md, "Conversion".</remarks>
public readonly struct AssetValuation
{
    private readonly AssetParameters _asset;
    private readonly long _divisor;

    private AssetValuation(AssetParameters asset, long divisor, Price price)
    {
        _asset = asset;
        _divisor = divisor;
        IndexPrice = price;
    }

    /// <summary>The index price used; zero when the asset has none yet. The numeraire counts at one.</summary>
    public Price IndexPrice { get; }

    /// <summary>The asset.</summary>
    public AssetParameters Asset => _asset;

    /// <summary>Whether amounts can be valued at all.</summary>
    public bool HasPrice => IsNumeraire || IndexPrice.IsPositive;

    /// <summary>numeraire units = asset units · price units ÷ this; zero for the numeraire.</summary>
    public long Divisor => _divisor;

    private bool IsNumeraire => _divisor == 0;

    /// <summary>The numeraire, which is worth itself.</summary>
    public static AssetValuation Numeraire(AssetParameters asset) => new(asset, 0, default);

    /// <summary>Another asset, not priced yet.</summary>
    /// <param name="asset">The asset.</param>
    /// <param name="indexDecimals">Decimals of its index.</param>
    /// <param name="numeraireDecimals">Decimals of the numeraire.</param>
    /// <exception cref="ArgumentException">The scales cannot be carried exactly.</exception>
    public static AssetValuation Of(AssetParameters asset, int indexDecimals, int numeraireDecimals)
    {
        ArgumentNullException.ThrowIfNull(asset);
        var exponent = asset.Decimals + indexDecimals - numeraireDecimals;
        return exponent is < 0 or > 18
            ? throw new ArgumentException("Asset and index decimals together must be 0 to 18 more than the numeraire's.", nameof(asset))
            : new(asset, ExactMath.PowerOfTen(exponent), default);
    }

    /// <summary>The same asset at another price.</summary>
    public AssetValuation At(Price price) => new(_asset, _divisor, price);

    /// <summary>The same price for a new version of the asset.</summary>
    public AssetValuation For(AssetParameters asset) => new(asset, _divisor, IndexPrice);

    /// <summary>What <paramref name="amount"/> is worth in the numeraire; zero without a price.</summary>
    public Money ToNumeraire(Money amount, Rounding rounding) =>
        IsNumeraire ? amount : new(ExactMath.MulDiv(amount.Units, IndexPrice.Units, _divisor, rounding));

    /// <summary>The amount of this asset that is worth <paramref name="value"/>, at most <see cref="AssetLimits.MaxConverted"/> either way. Needs a price.</summary>
    public Money FromNumeraire(Money value, Rounding rounding)
    {
        if (IsNumeraire)
        {
            return value;
        }

        // An asset worth next to nothing: what its debt would come to may pass 128 bits, and is more than there ever is of it long before.
        var units = ExactMath.MulDivSaturating(value.Units, _divisor, IndexPrice.Units, rounding);
        return new(Int128.Clamp(units, -AssetLimits.MaxConverted.Units, AssetLimits.MaxConverted.Units));
    }

    /// <summary>What <paramref name="amount"/> adds to equity: after cap and haircut, rounded down; a debt counts in full.</summary>
    public Money ToEquity(Money amount) => ToNumeraire(Counted(amount), Rounding.Floor);

    /// <summary>The part of <paramref name="amount"/> that counts, in the asset's own units.</summary>
    public Money Counted(Money amount) => amount.IsPositive ? _asset.Haircuts.Counted(Money.Min(amount, _asset.AccountCap)) : amount;
}
