using System.Globalization;
using System.Text.Json.Nodes;
using Plimsoll.Formats.Answers;

namespace Plimsoll.Conformance;

/// <summary>Compares an answer with what a vector expects.</summary>
internal sealed class VectorComparison(Vector vector)
{
    private readonly Tolerance _stated = Tolerance.Of(vector.Tolerance);
    private readonly List<Difference> _differences = [];

    public IReadOnlyList<Difference> Differences => _differences;

    /// <summary>The largest relative error met.</summary>
    public decimal WorstError { get; private set; }

    public void Compare(Expectation expectation, Answer answer)
    {
        var expected = Find(vector.Expected, expectation.Expected);
        Compare(expectation.Expected, expected, answer.Find(expectation.Answer), expectation.Tolerance ?? _stated);
    }

    private static JsonNode? Find(JsonNode? node, string path)
    {
        foreach (var step in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var bracket = step.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? step : step[..bracket];
            node = name.Length == 0 ? node : (node as JsonObject)?[name];
            if (bracket >= 0)
            {
                var index = int.Parse(step[(bracket + 1)..^1], CultureInfo.InvariantCulture);
                node = node is JsonArray array && index < array.Count ? array[index] : null;
            }
        }

        return node;
    }

    private void Compare(string path, JsonNode? expected, AnswerValue? actual, Tolerance tolerance)
    {
        switch (expected, actual)
        {
            case (JsonValue value, AnswerNumber number) when TryNumber(value, out var wanted):
                CompareNumbers(path, wanted, number.Value, tolerance);
                break;
            case (JsonArray list, AnswerList answers) when list.Count == answers.Items.Count:
                for (var i = 0; i < list.Count; i++)
                {
                    Compare(string.Create(CultureInfo.InvariantCulture, $"{path}[{i}]"), list[i], answers.Items[i], tolerance);
                }

                break;
            case (JsonObject parts, Answer answer):
                foreach (var (name, part) in parts)
                {
                    Compare($"{path}.{name}", part, answer[name], tolerance);
                }

                break;
            case (JsonValue value, AnswerText text) when string.Equals(Word(value), text.Text, StringComparison.Ordinal):
                break;
            case (null, AnswerNothing):
                break;
            default:
                _differences.Add(new(path, expected?.ToJsonString() ?? "nothing", Describe(actual)));
                break;
        }
    }

    private void CompareNumbers(string path, decimal expected, decimal actual, Tolerance tolerance)
    {
        if (!tolerance.Accepts(expected, actual))
        {
            _differences.Add(new(path, expected.ToString(CultureInfo.InvariantCulture), actual.ToString(CultureInfo.InvariantCulture)));
        }

        if (expected != 0)
        {
            WorstError = Math.Max(WorstError, Math.Abs((tolerance.Compared(actual) - expected) / expected));
        }
    }

    private static bool TryNumber(JsonValue value, out decimal number) =>
        decimal.TryParse(Word(value), NumberStyles.Float, CultureInfo.InvariantCulture, out number);

    private static string Word(JsonValue value) => value.TryGetValue(out string? text) ? text : value.ToJsonString();

    private static string Describe(AnswerValue? actual) =>
        actual switch
        {
            null => "no such part of the answer",
            AnswerNothing nothing => nothing.Reason,
            _ => AnswerJson.ToJson(actual)?.ToJsonString() ?? "nothing",
        };
}
