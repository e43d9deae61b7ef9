using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Formats.Portfolios;

/// <summary>A portfolio: what an account holds, and the prices at which it is looked at.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ModelName">The model it is margined by, unless another is asked for.</param>
/// <param name="At">The day or time, by which the version of the model is chosen.</param>
/// <param name="Facts">What the rules beside margin need to know, by the rule's name.</param>
/// <param name="Fields">The whole file.</param>
public sealed record Portfolio(
    string Name,
    string? ModelName,
    DateTimeOffset? At,
    IReadOnlyDictionary<string, MappingNode> Facts,
    Fields Fields
)
{
    /// <summary>The file's name, for messages.</summary>
    public required string FileName { get; init; }
}
