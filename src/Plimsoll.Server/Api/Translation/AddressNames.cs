using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Translation;

/// <summary>Names that no address can carry. They are refused when they are given, here and not by the engine: what has one already keeps it, and its records are read as before.</summary>
internal static class AddressNames
{
    private const int NameInvalid = 911;

    /// <summary>The name, if an address can carry it.</summary>
    /// <param name="name">A name that is given to something.</param>
    /// <param name="field">Where it stands.</param>
    /// <exception cref="ProblemException">None can.</exception>
    public static string Require(string name, string field)
    {
        // Clients and servers take "here" and "above" out of every address, however they are written.
        var why =
            name is "." or ".." ? $"{name} in an address means another place."
            // That is how an address carries the slash of a name.
            : name.Contains("%2F", StringComparison.OrdinalIgnoreCase) ? "%2F in an address means a slash."
            : null;
        return why is null
            ? name
            : throw new ProblemException(
                new((ProblemCode)NameInvalid)
                {
                    Kind = RefusalKinds.Of(NameInvalid),
                    Field = field,
                    Detail = why,
                    Advice = "Choose another name.",
                }
            );
    }
}
