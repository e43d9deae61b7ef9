using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Responses;

/// <summary>The largest order that would be taken now.</summary>
/// <param name="Amount">How much; zero when not one lot would be taken.</param>
/// <param name="Price">The worst price it was asked for.</param>
/// <param name="Sequence">After which record this holds.</param>
public sealed record LargestOrderResponse(DecimalText Amount, DecimalText Price, long Sequence);
