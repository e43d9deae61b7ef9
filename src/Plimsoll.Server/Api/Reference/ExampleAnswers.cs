using System.Text.Json.Nodes;

namespace Plimsoll.Server.Api.Reference;

/// <summary>An example of each operation's answer: what a server said to the <see cref="ExampleRequests"/>, long lists cut short. A test asks them, and writes the file anew.</summary>
internal static class ExampleAnswers
{
    /// <summary>The refusal that stands as an example of all.</summary>
    public const string Problem = "problem";

    /// <summary>Items that a long list is cut to.</summary>
    public const int Shown = 2;

    private static readonly JsonObject All = Read();

    /// <summary>The answer of an operation, or <see cref="Problem"/>; null where there is none.</summary>
    public static JsonNode? Of(string operation) => All[operation]?.DeepClone();

    private static JsonObject Read()
    {
        using var stream = typeof(ExampleAnswers).Assembly.GetManifestResourceStream("answers.json")!;
        return JsonNode.Parse(stream)!.AsObject();
    }
}
