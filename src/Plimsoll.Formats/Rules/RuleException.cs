namespace Plimsoll.Formats.Rules;

/// <summary>A rule cannot be evaluated on these parameters or facts, though each is in its range.</summary>
public sealed class RuleException : Exception
{
    /// <summary>With the field that stands in the way.</summary>
    /// <param name="field">The parameter or fact.</param>
    /// <param name="message">What is wrong and how to mend it.</param>
    public RuleException(string field, string message)
        : base(message) => Field = field;

    /// <summary>The parameter or fact.</summary>
    public string Field { get; }
}
