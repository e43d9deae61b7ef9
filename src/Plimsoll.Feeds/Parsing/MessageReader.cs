using System.Text;
using System.Text.Json;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Parsing;

/// <summary>Walks a JSON message forward, value by value, without making objects of it.</summary>
/// <remarks>After <see cref="NextName"/> and <see cref="NextElement"/> the value stands ready: it has to be read, entered or skipped before the next.</remarks>
internal ref struct MessageReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 32 };
    private Utf8JsonReader _json;
    private ReadOnlySpan<byte> _name;

    /// <summary>Starts before the first value of <paramref name="message"/> and takes it.</summary>
    public MessageReader(ReadOnlySpan<byte> message)
    {
        _json = new(message, Options);
        Read();
    }

    public readonly bool IsObject => _json.TokenType is JsonTokenType.StartObject;

    public readonly bool IsArray => _json.TokenType is JsonTokenType.StartArray;

    public readonly bool IsNull => _json.TokenType is JsonTokenType.Null;

    public readonly bool IsTrue => _json.TokenType is JsonTokenType.True;

    public readonly bool IsText => _json.TokenType is JsonTokenType.String;

    /// <summary>The next member of the object that was entered; false at its end.</summary>
    public bool NextName()
    {
        Read();
        if (_json.TokenType is JsonTokenType.EndObject)
        {
            return false;
        }

        _name = _json.ValueSpan;
        Read();
        return true;
    }

    /// <summary>The next element of the array that was entered; false at its end.</summary>
    public bool NextElement()
    {
        Read();
        return _json.TokenType is not JsonTokenType.EndArray;
    }

    /// <summary>Whether the member is called so.</summary>
    public readonly bool Is(ReadOnlySpan<byte> name) => _name.SequenceEqual(name);

    /// <summary>Whether the value is this text.</summary>
    public readonly bool ValueIs(ReadOnlySpan<byte> text) => IsText && _json.ValueTextEquals(text);

    /// <summary>Whether the value is text that begins so.</summary>
    public readonly bool ValueBegins(ReadOnlySpan<byte> text) => IsText && _json.ValueSpan.StartsWith(text);

    public void EnterObject() => Require(IsObject, "an object");

    public void EnterArray() => Require(IsArray, "a list");

    /// <summary>Passes over the value, whatever it is.</summary>
    public void Skip() => _json.Skip();

    /// <summary>A number, or text that is one; zero for null and for empty text, which is how venues leave a price out.</summary>
    public readonly decimal Number()
    {
        if (IsNull || (IsText && _json.ValueSpan.IsEmpty))
        {
            return 0;
        }

        Require(IsText || _json.TokenType is JsonTokenType.Number, "a number");
        return ExactDecimal.TryParse(_json.ValueSpan, out var value) ? value : throw Fault("a number that can be kept exactly");
    }

    /// <summary>A whole number, or text that is one; zero for null and for empty text.</summary>
    public readonly long Whole()
    {
        var number = Number();
        return number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue
            ? (long)number
            : throw Fault("a whole number");
    }

    /// <summary>A moment in whole units since 1970; no moment for zero.</summary>
    public readonly Timestamp Time(long perSecond) =>
        VenueTime.TryFrom(Whole(), perSecond, out var time) ? time : throw Fault("a moment between 1970 and 2200");

    /// <summary>A moment written out.</summary>
    public readonly Timestamp WrittenTime()
    {
        Require(IsText, "a moment");
        return VenueTime.TryParse(_json.ValueSpan, out var time) ? time : throw Fault("a moment like 2023-02-09T20:30:37.167Z");
    }

    /// <summary>The number of the market that is named, or −1.</summary>
    public readonly int Symbol(SymbolTable symbols, FeedSymbolKind kind, int skipPrefix = 0)
    {
        Require(IsText, "the name of a market");
        if (!_json.ValueIsEscaped)
        {
            return _json.ValueSpan.Length >= skipPrefix ? symbols.Find(_json.ValueSpan[skipPrefix..], kind) : -1;
        }

        Span<byte> plain = stackalloc byte[SymbolTable.NameMax];
        if (_json.ValueSpan.Length > plain.Length)
        {
            return -1;
        }

        var length = _json.CopyString(plain);
        return length >= skipPrefix ? symbols.Find(plain[skipPrefix..length], kind) : -1;
    }

    /// <summary>Text for people, cut short. Allocates.</summary>
    public readonly string Text()
    {
        const int longest = 200;
        var text = IsText
            ? Encoding.UTF8.GetString(_json.ValueSpan)
            : Encoding.UTF8.GetString(_json.ValueSpan[..Math.Min(longest, _json.ValueSpan.Length)]);
        return text.Length <= longest ? text : text[..longest];
    }

    /// <summary>The bytes of a text without escapes.</summary>
    public readonly ReadOnlySpan<byte> Bytes()
    {
        Require(IsText && !_json.ValueIsEscaped, "plain text");
        return _json.ValueSpan;
    }

    private void Read()
    {
        if (!_json.Read())
        {
            throw Fault("more");
        }
    }

    private readonly void Require(bool condition, string expected)
    {
        if (!condition)
        {
            throw Fault(expected);
        }
    }

    private readonly MalformedMessageException Fault(string expected) =>
        new($"expected {expected} at byte {_json.TokenStartIndex}, found {_json.TokenType}");
}
