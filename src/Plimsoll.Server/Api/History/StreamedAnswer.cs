using System.Buffers;
using System.IO.Pipelines;
using System.Text;

namespace Plimsoll.Server.Api.History;

/// <summary>Rows that are sent while they are read: memory does not grow with them.</summary>
/// <param name="rows">The rows; read once.</param>
/// <param name="columns">Columns of comma-separated values; null for a line of JSON each.</param>
internal sealed class StreamedAnswer(IEnumerable<RawJson> rows, IReadOnlyList<string>? columns)
{
    private const int FlushAt = 64 << 10;

    public string ContentType => columns is null ? "application/jsonl; charset=utf-8" : "text/csv; charset=utf-8";

    /// <summary>Sends them.</summary>
    public async Task WriteAsync(PipeWriter to, CancellationToken cancellation)
    {
        if (columns is not null)
            to.Write(Encoding.UTF8.GetBytes(string.Join(',', columns) + "\n"));

        long waiting = 0;
        foreach (var row in rows)
        {
            cancellation.ThrowIfCancellationRequested();
            var line = columns is null ? row.Bytes.Span : CsvRow.Of(row, columns);
            to.Write(line);
            to.Write("\n"u8);
            waiting += line.Length;
            if (waiting < FlushAt)
                continue;

            waiting = 0;
            await to.FlushAsync(cancellation);
        }

        await to.FlushAsync(cancellation);
    }
}
