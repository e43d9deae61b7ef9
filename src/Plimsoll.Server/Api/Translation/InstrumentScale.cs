namespace Plimsoll.Server.Api.Translation;

/// <summary>Digits after the point of an instrument's prices and quantities.</summary>
/// <param name="Price">Of prices.</param>
/// <param name="Quantity">Of quantities.</param>
internal readonly record struct InstrumentScale(int Price, int Quantity);
