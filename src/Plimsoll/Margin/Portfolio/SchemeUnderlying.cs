using Plimsoll.Values;

namespace Plimsoll.Margin.Portfolio;

/// <summary>What a scheme calls an index: its rules and credits go by names of their own.</summary>
/// <param name="Index">The index.</param>
/// <param name="Name">1 … 32 printable ASCII characters without spaces.</param>
public sealed record SchemeUnderlying(IndexId Index, string Name);
