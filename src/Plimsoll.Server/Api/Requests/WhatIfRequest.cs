using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Asks where an account would stand. Trades come first, then prices move.</summary>
/// <param name="Account">The account.</param>
/// <param name="Prices">By how much the price of each index changes, such as <c>{"BTC/USD": "-0.1"}</c>; those not named stand still.</param>
/// <param name="Volatility">By how much volatilities change, as a share of themselves.</param>
/// <param name="Days">How many days pass, 0 to 3650.</param>
/// <param name="Trades">Trades that come first; at most 100.</param>
/// <param name="Explain">Whether to explain the figures after it.</param>
public sealed record WhatIfRequest(
    string Account,
    IReadOnlyDictionary<string, DecimalText>? Prices = null,
    DecimalText? Volatility = null,
    DecimalText? Days = null,
    IReadOnlyList<WhatIfTrade>? Trades = null,
    bool Explain = false
);
