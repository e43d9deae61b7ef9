using Plimsoll.Engine.Marking;
using Plimsoll.Values;

namespace Plimsoll.Engine.Commands;

/// <summary>A batch of prices from outside; one decision follows the whole batch. Advances time.</summary>
/// <param name="At">When, by the sequencer's clock; never before the previous command.</param>
/// <param name="IndexQuotes">Prices of index sources.</param>
/// <param name="BookQuotes">Tops of the venue's own books.</param>
public sealed record SubmitQuotes(Timestamp At, ReadOnlyMemory<IndexQuote> IndexQuotes, ReadOnlyMemory<BookQuote> BookQuotes) : Command(At);
