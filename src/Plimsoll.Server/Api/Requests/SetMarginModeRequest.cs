using Plimsoll.Engine.Accounts;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Chooses cross or isolated margin for an instrument.</summary>
/// <param name="Account">Its name.</param>
/// <param name="Instrument">The instrument.</param>
/// <param name="MarginMode">Cross or isolated.</param>
/// <param name="Leverage">From 1; absent for the instrument's least margin.</param>
public sealed record SetMarginModeRequest(string Account, string Instrument, MarginMode MarginMode, DecimalText? Leverage = null);
