using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Rules;

/// <summary>An asset's rules. What is absent in a listing has the default.</summary>
/// <param name="Asset">Its symbol.</param>
/// <param name="Decimals">Digits of its smallest unit, 0 to 18; stays for ever.</param>
/// <param name="Index">The index that values it in the numeraire; absent for the numeraire itself.</param>
/// <param name="Haircuts">How much of it does not count, by amount; absent for none.</param>
/// <param name="AccountCap">The amount beyond which nothing counts, for one account.</param>
/// <param name="VenueCap">The most that the venue takes in.</param>
/// <param name="ConversionDiscount">Taken off the index price when it is sold to cover a debt.</param>
public sealed record AssetRules(
    string Asset,
    int Decimals,
    string? Index = null,
    IReadOnlyList<HaircutRules>? Haircuts = null,
    DecimalText? AccountCap = null,
    DecimalText? VenueCap = null,
    DecimalText? ConversionDiscount = null
);
