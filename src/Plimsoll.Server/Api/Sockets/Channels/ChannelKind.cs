using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Sockets.Channels;

/// <summary>A kind of channel: what stands in its name, and how one is made.</summary>
/// <param name="Word">What its name begins with.</param>
/// <param name="Subject">What stands behind the point; empty for channels that there is one of.</param>
/// <param name="Permission">Who may: one of <see cref="Operations"/>.</param>
/// <param name="State">What its snapshot says.</param>
/// <param name="Changes">What comes after it.</param>
/// <param name="Make">A channel of a name, a subject in it, and the venue.</param>
internal sealed record ChannelKind(
    string Word,
    string Subject,
    string Permission,
    string State,
    string Changes,
    Func<string, string, VenueApi, Channel> Make
)
{
    private const string Every = "*";

    /// <summary>How its names look.</summary>
    public string Form => Subject.Length == 0 ? Word : $"{Word}.{Subject}";

    /// <summary>Roles that see it; those of own accounts only where it is of one account.</summary>
    public (ApiRoles Everywhere, ApiRoles OwnAccounts) Roles =>
        Permissions.Of(Permission) is var permission && Subject == Every
            ? (permission.Everywhere, ApiRoles.None)
            : (permission.Everywhere, permission.OwnAccounts);

    /// <summary>Whether a name's subject can be of this kind.</summary>
    public bool Takes(string word, string subject) =>
        word == Word && (Subject is "" or Every ? subject == Subject : subject.Length > 0 && subject != Every);
}
