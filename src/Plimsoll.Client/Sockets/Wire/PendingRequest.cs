using System.Text.Json;

namespace Plimsoll.Client;

/// <summary>A request that has no answer yet. Its place among others is its id.</summary>
internal abstract class PendingRequest(Operation operation, Delivery delivery)
{
    public Operation Operation { get; } = operation;

    /// <summary>This attempt and those before it.</summary>
    public Delivery Delivery { get; } = delivery;

    public long Id { get; set; }

    public ReadOnlyMemory<byte> Frame { get; set; }

    /// <summary>Whether it was handed to a connection.</summary>
    public bool IsSent { get; private set; }

    /// <summary>Hands it to a connection.</summary>
    public void SendOver(SocketLink link)
    {
        IsSent = true;
        Delivery.Sent();
        link.Post(Frame);
    }

    public abstract void Answer(ReadOnlySpan<byte> result);

    public abstract void Fail(Exception cause);

    /// <summary>What an error of the protocol says.</summary>
    public static Problem ProblemOf(ReadOnlySpan<byte> error)
    {
        var reader = new Utf8JsonReader(error);
        using var document = JsonDocument.ParseValue(ref reader);
        var code = document.RootElement.TryGetProperty("code", out var number) ? number.GetInt32() : 0;
        return document.RootElement.TryGetProperty("data", out var data)
            ? data.Deserialize(ContractJson.Default.Problem)!
            : Refusals.Of(400, code, $"error_{code}", "An error without a problem.", "Look at what lies between client and server.");
    }
}
