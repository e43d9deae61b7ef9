namespace Plimsoll.Formats.Models;

/// <summary>An asset of a model.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Decimals">Digits of its smallest unit.</param>
/// <param name="Ladder">Haircuts by amount: up to which amount, and the haircut of that slice. Nothing counts beyond the last.</param>
/// <param name="AccountCap">The amount beyond which nothing counts, if any.</param>
public sealed record ModelAsset(string Name, int Decimals, IReadOnlyList<(decimal? UpTo, decimal Haircut)> Ladder, decimal? AccountCap)
{
    /// <summary>Whether the file states how many digits it has; estimates may else carry more.</summary>
    public bool IsDecimalsStated { get; init; }

    /// <summary>Whether the venue's haircut is not established: the asset can be answered for where it stands alone, not beside others.</summary>
    public bool IsHaircutUnknown { get; init; }
}
