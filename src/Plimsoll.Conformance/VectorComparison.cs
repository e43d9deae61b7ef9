using System.Globalization;
using System.Text.Json.Nodes;
using Plimsoll.Formats.Answers;

namespace Plimsoll.Conformance;

/// <summary>Compares an answer with what a vector expects.</summary>
internal sealed class VectorComparison(Vector vector)
{
    private readonly Tolerance _stated = Tolerance.Of(vector.Tolerance);
    private readonly List<Difference> _differences = [];
    private readonly HashSet<string> _compared = new(StringComparer.Ordinal);
    private decimal _worst;
    private bool _isIncomparable;

    public IReadOnlyList<Difference> Differences => _differences;

    /// <summary>The largest relative error met; null when nothing was compared yet, or something that should be a number is none.</summary>
    public decimal? WorstError => _isIncomparable || _compared.Count == 0 ? null : _worst;

    /// <summary>The paths in what the vector expects that were compared.</summary>
    public IReadOnlySet<string> Compared => _compared;

    public void Compare(Expectation expectation, Answer answer)
    {
        // Vectors of one kind need not state the same numbers; one that states null expects that there is no answer.
        if (!TryFind(vector.Expected, expectation.Expected, out var expected))
        {
            return;
        }

        _compared.Add(expectation.Expected);
        var actual = answer.Find(expectation.Answer);
        if (expectation.IsInAnyOrder && (expected, actual) is (JsonArray list, AnswerList answers))
        {
            expected = new JsonArray([.. list.OrderBy(KeyOf, StringComparer.Ordinal).Select(item => item?.DeepClone())]);
            actual = new AnswerList([.. answers.Items.OrderBy(item => KeyOf(AnswerJson.ToJson(item)), StringComparer.Ordinal)]);
        }

        if (expectation.IsOneOf && actual is AnswerList choices)
        {
            var key = KeyOf(expected);
            actual = choices.Items.FirstOrDefault(item => KeyOf(AnswerJson.ToJson(item)) == key) ?? actual;
        }

        Compare(expectation.Expected, expected, actual, expectation.Tolerance ?? _stated);
    }

    // Numbers without their trailing zeros: 2100 and 2100.0 are the same item.
    private static string KeyOf(JsonNode? node) =>
        node is JsonValue value && TryNumber(value, out var number)
            ? number.ToString("G29", CultureInfo.InvariantCulture)
            : node?.ToJsonString() ?? "";

    private static bool TryFind(JsonNode? node, string path, out JsonNode? found)
    {
        found = null;
        foreach (var step in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var bracket = step.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? step : step[..bracket];
            if (name.Length > 0 && (node is not JsonObject parts || !parts.TryGetPropertyValue(name, out node)))
            {
                return false;
            }

            if (bracket >= 0)
            {
                var index = int.Parse(step[(bracket + 1)..^1], CultureInfo.InvariantCulture);
                if (node is not JsonArray array || index >= array.Count)
                {
                    return false;
                }

                node = array[index];
            }
        }

        found = node;
        return true;
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
            case (JsonValue limitless, AnswerNothing nothing) when IsUnbounded(limitless) && StartsUnbounded(nothing.Reason):
                break;
            default:
                _isIncomparable = true;
                _differences.Add(new(path, expected?.ToJsonString() ?? "nothing", Describe(actual)));
                break;
        }
    }

    private void CompareNumbers(string path, decimal expected, decimal actual, Tolerance tolerance)
    {
        var (isAccepted, error) = Judge(expected, actual, tolerance);
        if (!isAccepted)
        {
            _differences.Add(new(path, expected.ToString(CultureInfo.InvariantCulture), actual.ToString(CultureInfo.InvariantCulture)));
        }

        _worst = Math.Max(_worst, error);
    }

    private static (bool IsAccepted, decimal Error) Judge(decimal expected, decimal actual, Tolerance tolerance)
    {
        try
        {
            // Of what is compared: cut to whole units where that is how the vector was printed. Nothing has no share, so that there the error itself counts.
            var compared = tolerance.Compared(actual);
            var error = Math.Abs(compared - expected);
            return (tolerance.Accepts(expected, actual), expected == 0 ? error : error / Math.Abs(expected));
        }
        catch (OverflowException)
        {
            // So far apart that the distance itself is no number.
            return (false, decimal.MaxValue);
        }
    }

    /// <summary>Chains say "no bound" with the largest number that fits; vectors with that or with the word.</summary>
    private static bool IsUnbounded(JsonValue value) =>
        Word(value) is var word
        && (
            StartsUnbounded(word)
            || string.Equals(word, ulong.MaxValue.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            || string.Equals(word, UInt128.MaxValue.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        );

    private static bool StartsUnbounded(string text) => text.StartsWith("unbounded", StringComparison.Ordinal);

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
