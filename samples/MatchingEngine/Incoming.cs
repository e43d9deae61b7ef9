using System.Diagnostics.CodeAnalysis;
using Plimsoll.Client;

namespace MatchingEngine;

/// <summary>An order as somebody sends it.</summary>
/// <param name="Account">Whose.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Amount">How much.</param>
/// <param name="Price">The worst price.</param>
internal sealed record Incoming(string Account, Side Side, ExactDecimal Amount, ExactDecimal Price)
{
    /// <summary>Reads <c>alice buy 2 100</c>.</summary>
    public static bool TryRead(string line, [NotNullWhen(true)] out Incoming? order)
    {
        order = null;
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (
            words is not [_, "buy" or "sell", _, _]
            || !ExactDecimal.TryParse(words[2], out var amount)
            || !ExactDecimal.TryParse(words[3], out var price)
        )
            return false;

        order = new(words[0], words[1] == "buy" ? Side.Buy : Side.Sell, amount, price);
        return true;
    }
}
