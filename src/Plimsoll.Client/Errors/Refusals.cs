using System.Text.Json;

namespace Plimsoll.Client;

/// <summary>What the client makes of refusals.</summary>
internal static class Refusals
{
    public const int BadValue = 1003;
    public const int TooLarge = 1006;
    public const int Gone = 1015;
    public const int BadCredentials = 2001;
    public const int TooManyRequests = 3000;
    private const int TooManyNonces = 3002;
    private const int QueueFull = 901;
    private const int JournalUnavailable = 902;
    private const int OutcomeUnknown = 903;
    private const int Halted = 904;
    private const int Stopping = 905;
    private const int Busy = 3003;
    private const int SignedBeforeStart = 3004;
    private const int Internal = 5000;
    public const int Unavailable = 5001;

    /// <summary>Whether nothing has happened and the same may be asked again later; of what halted or stops, a server that has started again.</summary>
    public static bool IsPassing(Problem problem) =>
        problem.Code
            is QueueFull
                or JournalUnavailable
                or Halted
                or Stopping
                or Busy
                or TooManyRequests
                or TooManyNonces
                or SignedBeforeStart;

    /// <summary>Whether nobody knows what happened: the server says so, it gave up waiting, or something between gave up.</summary>
    public static bool IsUnknown(Problem problem) =>
        problem.Code is OutcomeUnknown or Unavailable || problem is { Code: 0, Status: 502 or 503 or 504 };

    /// <summary>Whether the refusal leaves open what became of a command: the server does not know, it failed on the way, or something between did.</summary>
    public static bool IsUnsettled(Problem problem) => IsUnknown(problem) || problem is { Code: Internal } or { Code: 0, Status: >= 500 };

    /// <summary>The same as the server tells it that does not know.</summary>
    public static Problem Unknown(Problem problem) =>
        problem.Code == OutcomeUnknown
            ? problem
            : Of(
                503,
                OutcomeUnknown,
                "outcome_unknown",
                "Whether it took effect is not known.",
                "Send it again under the same idempotency key, or look whether it happened.",
                $"After an attempt of which nothing is known, the last was refused: {problem.Name}. {problem.Detail}".TrimEnd()
            );

    /// <summary>Whether the same request may be sent again.</summary>
    public static bool MayAskAgain(Operation operation, Problem problem) =>
        IsPassing(problem) || (operation.IsRepeatable && IsUnknown(problem));

    /// <summary>The problem in an answer; one of the client's own making when a proxy or something else answered.</summary>
    public static Problem Read(int status, ReadOnlySpan<byte> body)
    {
        try
        {
            if (JsonSerializer.Deserialize(body, ContractJson.Default.Problem) is { } problem)
                return problem;
        }
        catch (JsonException)
        {
            // Something between here and the server speaks another language.
        }

        return Of(status, 0, $"http_{status}", $"HTTP {status} without a problem.", "Look at what lies between client and server.");
    }

    public static Problem Of(int status, int code, string name, string title, string advice, string? detail = null) =>
        new()
        {
            Type = "urn:plimsoll:problem:" + name,
            Title = title,
            Status = status,
            Code = code,
            Name = name,
            Advice = advice,
            Detail = detail,
            TraceId = "",
        };
}
