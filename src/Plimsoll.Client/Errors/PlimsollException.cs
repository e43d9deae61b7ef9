namespace Plimsoll.Client;

/// <summary>
/// The server refused a request. It had no effect, in this attempt or one before; what <see cref="Sequence"/> names is the record of the refusal.
/// What may have had its effect, as a command that the server failed on (5000), is a <see cref="PlimsollConnectionException"/>.
/// </summary>
public sealed class PlimsollException : Exception
{
    /// <param name="operation">What was asked.</param>
    /// <param name="problem">Why not.</param>
    public PlimsollException(string operation, Problem problem)
        : base(TextOf(operation, problem)) => (Operation, Problem) = (operation, problem);

    /// <summary>What was asked, such as <c>orders.place</c>.</summary>
    public string Operation { get; }

    /// <summary>All that the server said.</summary>
    public Problem Problem { get; }

    /// <summary>The number of the refusal; never used for another. 0 when what answered was not the server, such as a proxy.</summary>
    public int Code => Problem.Code;

    /// <summary>The name of the refusal, such as <c>insufficient_margin</c>.</summary>
    public string Name => Problem.Name;

    /// <summary>The member, header or parameter that it is about.</summary>
    public string? Field => Problem.Field;

    /// <summary>What to do about it.</summary>
    public string Advice => Problem.Advice;

    /// <summary>The record that holds the refused command; null for what never came to the journal.</summary>
    public long? Sequence => Problem.Sequence;

    private static string TextOf(string operation, Problem problem)
    {
        var field = problem.Field is null ? "" : $" ({problem.Field})";
        return $"{operation}: {problem.Name}{field}. {problem.Title} {problem.Detail} {problem.Advice}".Replace(
            "  ",
            " ",
            StringComparison.Ordinal
        );
    }
}
