namespace Plimsoll.Margin;

/// <summary>A position and what rests beside it in the book.</summary>
/// <param name="Position">Open size in units of 10^−<paramref name="Decimals"/>, signed: positive is long.</param>
/// <param name="Buys">Total size of buy orders in the same units, not negative.</param>
/// <param name="Sells">Total size of sell orders in the same units, not negative.</param>
/// <param name="Decimals">Decimals of sizes; negative where a unit stands for several contracts.</param>
public sealed record PositionAndOrders(decimal Position, decimal Buys = 0, decimal Sells = 0, int Decimals = 0)
{
    /// <summary>The position alone, as after its orders are cancelled.</summary>
    public PositionAndOrders WithoutOrders() => this with { Buys = 0, Sells = 0 };
}
