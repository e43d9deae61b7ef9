using System.Globalization;

namespace Plimsoll.Formats.Answers;

/// <summary>Named answers, in the order in which they were given.</summary>
public sealed record Answer : AnswerValue
{
    private readonly List<(string Name, AnswerValue Value)> _parts = [];

    /// <summary>The parts.</summary>
    public IReadOnlyList<(string Name, AnswerValue Value)> Parts => _parts;

    /// <summary>The part of that name, if there is one.</summary>
    public AnswerValue? this[string name]
    {
        get
        {
            foreach (var part in _parts)
            {
                if (string.Equals(part.Name, name, StringComparison.Ordinal))
                {
                    return part.Value;
                }
            }

            return null;
        }
    }

    /// <summary>Adds a part.</summary>
    public Answer With(string name, AnswerValue value)
    {
        _parts.Add((name, value));
        return this;
    }

    /// <summary>Adds a number.</summary>
    public Answer With(string name, decimal value, string unit = "") => With(name, new AnswerNumber(value, unit));

    /// <summary>Adds a number, or why there is none.</summary>
    public Answer With(string name, decimal? value, string unit, string reason) =>
        With(name, value is { } number ? new AnswerNumber(number, unit) : new AnswerNothing(reason));

    /// <summary>Adds a word.</summary>
    public Answer With(string name, string text) => With(name, new AnswerText(text));

    /// <summary>Adds yes or no.</summary>
    public Answer With(string name, bool value) => With(name, new AnswerText(value ? "true" : "false"));

    /// <summary>Adds a list of numbers.</summary>
    public Answer With(string name, IEnumerable<decimal> values, string unit = "") =>
        With(name, new AnswerList([.. values.Select(value => new AnswerNumber(value, unit))]));

    /// <summary>Adds a list of answers.</summary>
    public Answer With(string name, IEnumerable<AnswerValue> values) => With(name, new AnswerList([.. values]));

    /// <summary>Adds named parts.</summary>
    public Answer With<T>(string name, IEnumerable<T> items, Func<T, string> nameOf, Func<T, AnswerValue> valueOf)
    {
        ArgumentNullException.ThrowIfNull(items);
        ArgumentNullException.ThrowIfNull(nameOf);
        ArgumentNullException.ThrowIfNull(valueOf);
        var parts = new Answer();
        foreach (var item in items)
        {
            parts.With(nameOf(item), valueOf(item));
        }

        return With(name, parts);
    }

    /// <summary>Follows a path such as <c>positions.BTCUSDT.liquidation_price</c> or <c>steps[0].size</c>.</summary>
    public AnswerValue? Find(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        AnswerValue? at = this;
        foreach (var step in path.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            var bracket = step.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? step : step[..bracket];
            at = name.Length == 0 ? at : (at as Answer)?[name];
            if (bracket >= 0)
            {
                var index = int.Parse(step[(bracket + 1)..^1], CultureInfo.InvariantCulture);
                at = at is AnswerList list && index < list.Items.Count ? list.Items[index] : null;
            }
        }

        return at;
    }
}
