using System.Text.Json;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>One request of a client, as it stands in a frame: id, method, params, idempotency key. Nothing of params is read yet.</summary>
internal struct SocketMessage
{
    private static readonly ReadOnlyMemory<byte> Nothing = "{}"u8.ToArray();

    public RequestId Id;
    public string? Method;
    public ReadOnlyMemory<byte> Params;
    public string? IdempotencyKey;

    /// <summary>Reads one object.</summary>
    /// <param name="bytes">The object.</param>
    /// <param name="depth">Levels of objects and lists in params.</param>
    /// <param name="message">What was read; with the id, where it was found before a fault.</param>
    /// <exception cref="JsonException">It is not well-formed.</exception>
    /// <exception cref="ProblemException">It is no request.</exception>
    public static void Read(ReadOnlyMemory<byte> bytes, int depth, ref SocketMessage message)
    {
        message = new() { Params = Nothing };
        var reader = new Utf8JsonReader(bytes.Span, new JsonReaderOptions { MaxDepth = depth + 1 });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
            throw Bad("$", "expected an object, or a list of them.");

        var seen = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = Member(ref reader);
            if ((seen & (1 << member)) != 0)
                throw new ProblemException(new(ProblemCode.DuplicateMember) { Field = Names[member] });

            seen |= 1 << member;
            reader.Read();
            message.Take(member, bytes, ref reader);
        }

        if (reader.Read())
            throw Bad("$", "expected one object.");

        if (message.Method is null)
            throw new ProblemException(new(ProblemCode.MissingMember) { Field = "method" });
    }

    private static readonly string[] Names = ["jsonrpc", "id", "method", "params", "idempotency_key"];

    private static int Member(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("id"u8))
            return 1;

        if (reader.ValueTextEquals("method"u8))
            return 2;

        if (reader.ValueTextEquals("params"u8))
            return 3;

        if (reader.ValueTextEquals("jsonrpc"u8))
            return 0;

        if (reader.ValueTextEquals("idempotency_key"u8))
            return 4;

        var name = reader.GetString()!;
        throw new ProblemException(
            new(ProblemCode.UnknownMember) { Field = Short(name), Detail = $"known here: {string.Join(", ", Names)}." }
        );
    }

    private void Take(int member, ReadOnlyMemory<byte> bytes, ref Utf8JsonReader reader)
    {
        switch (member)
        {
            case 0:
                if (reader.TokenType != JsonTokenType.String || !reader.ValueTextEquals("2.0"u8))
                    throw Bad("jsonrpc", "expected \"2.0\".");

                break;
            case 1:
                Id = ReadId(ref reader);
                break;
            case 2:
                Method = reader.TokenType == JsonTokenType.String ? reader.GetString() : throw Bad("method", "expected text.");
                break;
            case 3:
                if (reader.TokenType != JsonTokenType.StartObject)
                    throw Bad("params", "expected an object.");

                var from = (int)reader.TokenStartIndex;
                reader.Skip();
                Params = bytes[from..(int)reader.BytesConsumed];
                break;
            default:
                IdempotencyKey = ReadKey(ref reader);
                break;
        }
    }

    private static RequestId ReadId(ref Utf8JsonReader reader) =>
        reader.TokenType switch
        {
            JsonTokenType.Number when reader.TryGetInt64(out var number) => new(number, null, true),
            JsonTokenType.String when reader.GetString() is { Length: <= RequestId.Longest } text => new(0, text, true),
            JsonTokenType.Null => RequestId.None,
            _ => throw Bad("id", $"expected a whole number or at most {RequestId.Longest} characters of text."),
        };

    private static string ReadKey(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.String
        && reader.GetString() is { Length: > 0 and <= 64 } key
        && !key.AsSpan().ContainsAnyExceptInRange('!', '~')
            ? key
            : throw Bad("idempotency_key", "expected 1 to 64 printable ASCII characters without spaces.");

    private static string Short(string name) => name.Length <= RequestId.Longest ? name : name[..RequestId.Longest];

    private static ProblemException Bad(string field, string detail) => new(new(ProblemCode.BadValue) { Field = field, Detail = detail });
}
