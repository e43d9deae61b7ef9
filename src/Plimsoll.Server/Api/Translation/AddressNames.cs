using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Translation;

/// <summary>Names that no address can carry, and those that the venue has for itself. They are refused when they are given, here and not by the engine: what has one already keeps it, and its records are read as before.</summary>
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
        return why is null ? name : throw Refused(field, why);
    }

    /// <summary>A new account's name, if an address can carry it and it is not one of the venue's.</summary>
    /// <inheritdoc cref="Require"/>
    public static string RequireAccount(string name, string field) => RequireFree(Require(name, field), field);

    /// <summary>A name of an account or an owner, if it is not one of the venue's: its accounts are called fund/USD and venue/fees, and it owns them as venue.</summary>
    /// <inheritdoc cref="Require"/>
    public static string RequireFree(string name, string field) =>
        name is "fund" or "venue" ? throw Refused(field, $"{name} is the venue's: its own accounts are called {name}/…") : name;

    private static ProblemException Refused(string field, string why) =>
        new(
            new((ProblemCode)NameInvalid)
            {
                Kind = RefusalKinds.Of(NameInvalid),
                Field = field,
                Detail = why,
                Advice = "Choose another name.",
            }
        );
}
