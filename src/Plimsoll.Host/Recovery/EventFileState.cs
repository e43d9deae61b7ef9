using Plimsoll.Host.Stream;

namespace Plimsoll.Host.Recovery;

/// <summary>How a file of events is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="First">The record that it begins with.</param>
/// <param name="Last">The last that is whole in it; one less than the first for none.</param>
/// <param name="Bytes">How many bytes are whole.</param>
/// <param name="UnfinishedBytes">What stands behind them and is no whole record.</param>
/// <param name="Gap">Records behind its last that no file has; null when the next file follows, or there is nothing that shows of more.</param>
public sealed record EventFileState(string Name, long First, long Last, int Bytes, int UnfinishedBytes, EventGap? Gap);
