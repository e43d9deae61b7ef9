using System.Globalization;
using System.Text;

namespace Plimsoll.Fuzz.Wire;

/// <summary>The answers on one connection, one after the other: lengths and chunks, as little as it takes.</summary>
internal sealed class HttpAnswers(Stream stream)
{
    private byte[] _buffer = new byte[1 << 14];
    private int _from;
    private int _count;

    /// <summary>The next answer; null when the connection has ended.</summary>
    /// <exception cref="InvalidDataException">It is no answer.</exception>
    public async Task<HttpAnswer?> NextAsync(CancellationToken cancellation)
    {
        int end;
        while ((end = Rest.IndexOf("\r\n\r\n"u8)) < 0)
        {
            if (!await FillAsync(cancellation))
                return _count == _from ? null : throw new InvalidDataException("an answer was cut off in its head");
        }

        var head = Encoding.ASCII.GetString(Rest[..end]);
        Skip(end + 4);
        var status = int.Parse(head.AsSpan(9, 3), CultureInfo.InvariantCulture);
        var body =
            status is 100 or 101 or 204 or 304 ? ""
            : Header(head, "Content-Length") is { } length ? await TakeAsync(int.Parse(length, CultureInfo.InvariantCulture), cancellation)
            : Header(head, "Transfer-Encoding") is not null ? await ChunksAsync(cancellation)
            : await AllAsync(cancellation);
        return new(
            status,
            status >= 400 ? Member(body, "name") ?? $"plain {status}" : null,
            Member(body, "id"),
            body.Contains("\"secret\"", StringComparison.Ordinal) ? Member(body, "key") : null,
            body.Length > 300 ? body[..300] : body
        );
    }

    private ReadOnlySpan<byte> Rest => _buffer.AsSpan(_from, _count - _from);

    private static string? Header(string head, string name)
    {
        var at = head.IndexOf($"\r\n{name}: ", StringComparison.OrdinalIgnoreCase);
        if (at < 0)
            return null;

        var from = at + name.Length + 4;
        var end = head.IndexOf('\r', from);
        return end < 0 ? head[from..] : head[from..end];
    }

    private static string? Member(string json, string name)
    {
        var mark = $"\"{name}\":\"";
        var at = json.IndexOf(mark, StringComparison.Ordinal);
        if (at < 0)
            return null;

        var end = json.IndexOf('"', at + mark.Length);
        return end < 0 ? null : json[(at + mark.Length)..end];
    }

    private void Skip(int count) => _from += count;

    private async Task<bool> FillAsync(CancellationToken cancellation)
    {
        if (_from > 0)
        {
            _buffer.AsSpan(_from, _count - _from).CopyTo(_buffer);
            (_from, _count) = (0, _count - _from);
        }

        if (_count == _buffer.Length)
            Array.Resize(ref _buffer, 2 * _buffer.Length);

        var read = await stream.ReadAsync(_buffer.AsMemory(_count), cancellation);
        _count += read;
        return read > 0;
    }

    private async Task<string> TakeAsync(int length, CancellationToken cancellation)
    {
        while (_count - _from < length)
        {
            if (!await FillAsync(cancellation))
                throw new InvalidDataException("an answer was cut off in its body");
        }

        var text = Encoding.UTF8.GetString(Rest[..length]);
        Skip(length);
        return text;
    }

    private async Task<string> ChunksAsync(CancellationToken cancellation)
    {
        var all = new StringBuilder();
        while (true)
        {
            int end;
            while ((end = Rest.IndexOf("\r\n"u8)) < 0)
            {
                if (!await FillAsync(cancellation))
                    throw new IOException("an answer was cut off between chunks");
            }

            var length = int.Parse(Encoding.ASCII.GetString(Rest[..end]), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            Skip(end + 2);
            all.Append(await TakeAsync(length, cancellation));
            await TakeAsync(2, cancellation);
            if (length == 0)
                return all.ToString();
        }
    }

    private async Task<string> AllAsync(CancellationToken cancellation)
    {
        while (await FillAsync(cancellation)) { }

        return await TakeAsync(_count - _from, cancellation);
    }
}
