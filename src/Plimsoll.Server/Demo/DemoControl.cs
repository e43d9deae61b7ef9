using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Plimsoll.Server.Demo;

/// <summary>Somebody drove the demo's recording: a note in the journal for the audit log. The recording itself is no part of what the journal decides.</summary>
/// <param name="Type">What tells it from other notes.</param>
/// <param name="Paused">Whether it was to stand still; null when that stays.</param>
/// <param name="Speed">How many times as fast; null when that stays.</param>
/// <param name="At">Where in the recording; null when that stays.</param>
internal sealed record DemoControl(string Type, bool? Paused, int? Speed, string? At)
{
    private const string Kind = "demo_controlled";
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static byte[] Encode(bool? paused, int? speed, string? at) =>
        JsonSerializer.SerializeToUtf8Bytes(new DemoControl(Kind, paused, speed, at), Options);

    /// <summary>What a note holds; null when it is another one.</summary>
    public static DemoControl? Decode(ReadOnlySpan<byte> note)
    {
        try
        {
            return JsonSerializer.Deserialize<DemoControl>(note, Options) is { Type: Kind } found ? found : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>In a line.</summary>
    public string Describe()
    {
        var text = new StringBuilder("control_demo");
        if (Paused is { } paused)
            text.Append(paused ? " paused=true" : " paused=false");

        if (Speed is { } speed)
            text.Append(CultureInfo.InvariantCulture, $" speed={speed}");

        return At is null ? text.ToString() : text.Append(" at=").Append(At).ToString();
    }
}
