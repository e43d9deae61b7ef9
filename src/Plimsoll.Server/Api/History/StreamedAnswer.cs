using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Plimsoll.Server.Api.History;

/// <summary>Rows that are sent while they are read: memory does not grow with them.</summary>
/// <param name="rows">The rows; read once.</param>
/// <param name="columns">Columns of comma-separated values; null for a line of JSON each.</param>
/// <param name="desk">Where turns and places come from.</param>
/// <param name="key">Who asks.</param>
internal sealed class StreamedAnswer(
    Func<HistoryReading, IAsyncEnumerable<RawJson>> rows,
    IReadOnlyList<string>? columns,
    HistoryDesk desk,
    string key
)
{
    private const int FlushAt = 64 << 10;

    public string ContentType => columns is null ? "application/jsonl; charset=utf-8" : "text/csv; charset=utf-8";

    /// <summary>Sends them.</summary>
    /// <exception cref="Problems.ProblemException">The key has too many under way; nothing was sent.</exception>
    public async Task WriteAsync(PipeWriter to, CancellationToken cancellation)
    {
        using var place = desk.TakePlace(key);
        using var reading = desk.Begin(key, cancellation);
        // Beside the response, whose bytes cannot be taken back: what goes wrong before the first are sent is answered by a problem.
        var waiting = new ArrayBufferWriter<byte>(FlushAt);
        if (columns is not null)
            waiting.Write(Encoding.UTF8.GetBytes(string.Join(',', columns) + "\n"));

        await foreach (var row in rows(reading).ConfigureAwait(false))
        {
            waiting.Write(columns is null ? row.Bytes.Span : CsvRow.Of(row, columns));
            waiting.Write("\n"u8);
            if (waiting.WrittenCount < FlushAt)
                continue;

            // The place stays taken, however slowly it is read; the turn does not.
            reading.Rest();
            await to.WriteAsync(waiting.WrittenMemory, cancellation).ConfigureAwait(false);
            waiting.ResetWrittenCount();
        }

        reading.Rest();
        await to.WriteAsync(waiting.WrittenMemory, cancellation).ConfigureAwait(false);
    }
}
