namespace Plimsoll.Server.Tests;

/// <summary>Buy or sell.</summary>
internal enum OrderSide
{
    Buy,
    Sell,
}
