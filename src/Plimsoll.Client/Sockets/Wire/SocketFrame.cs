using System.Text.Json;

namespace Plimsoll.Client;

/// <summary>A message of the server, its parts not yet read.</summary>
internal readonly ref struct SocketFrame
{
    private SocketFrame(long? id, string? method, ReadOnlySpan<byte> result, ReadOnlySpan<byte> error, ReadOnlySpan<byte> parameters)
    {
        (Id, Method) = (id, method);
        Result = result;
        Error = error;
        Params = parameters;
    }

    /// <summary>Of the request that it answers; null for a notice, or an answer to what was no request.</summary>
    public long? Id { get; }

    /// <summary>Of a notice; null for an answer.</summary>
    public string? Method { get; }

    public ReadOnlySpan<byte> Result { get; }

    public ReadOnlySpan<byte> Error { get; }

    public ReadOnlySpan<byte> Params { get; }

    /// <exception cref="JsonException">It is no message.</exception>
    public static SocketFrame Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new Utf8JsonReader(bytes);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            throw new JsonException("Expected an object.");

        long? id = null;
        string? method = null;
        ReadOnlySpan<byte> result = default,
            error = default,
            parameters = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            switch (name)
            {
                case "id" when reader.TokenType == JsonTokenType.Number:
                    id = reader.GetInt64();
                    break;
                case "method" when reader.TokenType == JsonTokenType.String:
                    method = reader.GetString();
                    break;
            }

            reader.Skip();
            var part = bytes[start..(int)reader.BytesConsumed];
            switch (name)
            {
                case "result":
                    result = part;
                    break;
                case "error":
                    error = part;
                    break;
                case "params":
                    parameters = part;
                    break;
            }
        }

        return method is not null || !result.IsEmpty || !error.IsEmpty
            ? new(id, method, result, error, parameters)
            : throw new JsonException("Expected a result, an error or a method.");
    }
}
