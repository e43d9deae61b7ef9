using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>A trade that has not happened.</summary>
/// <param name="Instrument">The instrument; not spot.</param>
/// <param name="Side">Buy or sell.</param>
/// <param name="Amount">How much, above zero.</param>
/// <param name="Price">At what price; absent for the mark as it is.</param>
public sealed record WhatIfTrade(string Instrument, Side Side, DecimalText Amount, DecimalText? Price = null);
