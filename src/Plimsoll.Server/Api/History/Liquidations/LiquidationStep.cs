using Plimsoll.Server.Api.Translation;

namespace Plimsoll.Server.Api.History.Liquidations;

/// <summary>One thing that happened.</summary>
/// <param name="Sequence">Its record.</param>
/// <param name="Time">When.</param>
/// <param name="Text">For people.</param>
/// <param name="Event">The event itself.</param>
internal sealed record LiquidationStep(long Sequence, TimeText Time, string Text, RawJson Event);
