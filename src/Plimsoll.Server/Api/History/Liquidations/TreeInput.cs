using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.History.Liquidations;

/// <summary>One input of a leaf.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its value.</param>
/// <param name="Unit">What it is counted in; empty for a ratio.</param>
internal sealed record TreeInput(string Name, DecimalText Value, string Unit);
