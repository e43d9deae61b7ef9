using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Tests;

/// <summary>A body such as the API takes.</summary>
internal sealed record OrderBody(
    string Account,
    DecimalText Price,
    OrderSide Side = OrderSide.Buy,
    bool ReduceOnly = false,
    IReadOnlyList<OrderBody>? Legs = null
);
