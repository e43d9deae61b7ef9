using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Formats.Models;

/// <summary>A margin model: one venue's rules for one product line, as of a day.</summary>
/// <param name="Name">Its name, by which portfolios call it.</param>
/// <param name="Title">The name for people.</param>
/// <param name="Venue">Whose rules they are.</param>
/// <param name="EffectiveFrom">The first day on which they hold.</param>
/// <param name="Sources">Where the rules and figures come from.</param>
/// <param name="Unknown">What could not be established, and so is not in the file.</param>
/// <param name="Rules">The rules beside margin, by name.</param>
/// <param name="Margin">What it says of margin; null when it says nothing.</param>
/// <param name="Fields">The whole file.</param>
public sealed record Model(
    string Name,
    string Title,
    string Venue,
    DateTimeOffset EffectiveFrom,
    IReadOnlyList<string> Sources,
    IReadOnlyList<string> Unknown,
    IReadOnlyList<ModelRule> Rules,
    MarginSection? Margin,
    Fields Fields
)
{
    /// <summary>The file's name, for messages.</summary>
    public required string FileName { get; init; }

    /// <summary>What of the unknown changes figures, and whose.</summary>
    public IReadOnlyList<ModelCaveat> Caveats { get; init; } = [];

    /// <summary>The text of a file beside it, by that file's name.</summary>
    internal Func<string, string?>? Beside { get; init; }

    /// <summary>The file.</summary>
    public MappingNode Node => Fields.Node;
}
