using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Plimsoll.Host.Entries;
using Plimsoll.Host.Requests;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Values;

namespace Plimsoll.Server.Api.Sockets;

/// <summary>Spells out messages of the protocol. One thread at a time; what it gives out holds until the next.</summary>
internal sealed class AnswerWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> _buffer = new(512);
    private readonly Utf8JsonWriter _json;
    private Timestamp _time = Timestamp.Never;
    private string _timeText = "";

    public AnswerWriter() => _json = new(_buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });

    /// <summary>What became of a command.</summary>
    public ReadOnlyMemory<byte> Outcome(RequestId id, in Outcome outcome, in HostEntry entry, VenueApi api)
    {
        if (!outcome.IsAccepted)
            return Error(id, OutcomeProblems.Of(outcome, entry, api), "");

        Begin(id);
        _json.WriteStartObject("result");
        _json.WriteNumber("sequence", outcome.Sequence);
        _json.WriteString("time", Text(outcome.At));
        if (outcome.Created == 0)
            _json.WriteNull("id");
        else
            WriteDigits(outcome.Created);

        _json.WriteBoolean("is_repeat", outcome.IsRepeat);
        _json.WriteEndObject();
        return End();
    }

    /// <summary>An answer of an operation.</summary>
    public ReadOnlyMemory<byte> Result(RequestId id, object answer, JsonSerializerOptions options)
    {
        Begin(id);
        _json.WritePropertyName("result");
        JsonSerializer.Serialize(_json, answer, answer.GetType(), options);
        return End();
    }

    /// <summary>Why a request is refused.</summary>
    public ReadOnlyMemory<byte> Error(RequestId id, Problem problem, string traceId)
    {
        Begin(id);
        var kind = problem.EffectiveKind;
        _json.WriteStartObject("error");
        _json.WriteNumber("code", (int)kind.Code);
        _json.WriteString("message", kind.Title);
        _json.WritePropertyName("data");
        WriteProblem(problem, traceId);
        _json.WriteEndObject();
        return End();
    }

    /// <summary>A message that nobody asked for.</summary>
    public ReadOnlyMemory<byte> Notice<T>(string method, T state, Action<Utf8JsonWriter, T> write)
    {
        Reset();
        _json.WriteString("jsonrpc", "2.0");
        _json.WriteString("method", method);
        _json.WriteStartObject("params");
        write(_json, state);
        _json.WriteEndObject();
        return End();
    }

    /// <summary>A problem as a value.</summary>
    public void WriteProblem(Problem problem, string traceId)
    {
        _json.Flush();
        var at = new ArrayBufferWriter<byte>(256);
        ProblemWriter.Write(at, problem, traceId);
        _json.WriteRawValue(at.WrittenSpan, skipInputValidation: true);
    }

    public void Dispose() => _json.Dispose();

    private void Begin(RequestId id)
    {
        Reset();
        _json.WriteString("jsonrpc"u8, "2.0"u8);
        id.Write(_json);
    }

    private void Reset()
    {
        _buffer.ResetWrittenCount();
        _json.Reset(_buffer);
        _json.WriteStartObject();
    }

    private ReadOnlyMemory<byte> End()
    {
        _json.WriteEndObject();
        _json.Flush();
        return _buffer.WrittenMemory;
    }

    /// <summary>Outcomes of one batch have one time.</summary>
    private string Text(Timestamp time)
    {
        if (time != _time)
            (_time, _timeText) = (time, new TimeText(time).ToString());

        return _timeText;
    }

    private void WriteDigits(long number)
    {
        Span<char> digits = stackalloc char[20];
        number.TryFormat(digits, out var length, provider: System.Globalization.CultureInfo.InvariantCulture);
        _json.WriteString("id", digits[..length]);
    }
}
