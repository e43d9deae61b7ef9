using System.Globalization;
using Plimsoll.Engine;
using Plimsoll.Host.Machine;
using Plimsoll.Host.Requests;
using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Demo;
using Plimsoll.Values;

namespace Plimsoll.Server.Security;

/// <summary>The book of keys beside the engine: changes of keys are notes in the journal. So is what administrators do beside both, which changes nothing here.</summary>
public sealed class KeyCompanion(ApiKeyBook book) : ICompanion
{
    /// <summary>A <see cref="KeyRefusal"/> is told as this number and its own.</summary>
    public const int FirstCode = 950;

    /// <inheritdoc/>
    public (int Code, string? Field, long Created) Apply(long sequence, Timestamp at, int actor, ReadOnlySpan<byte> note)
    {
        KeyRecord record;
        try
        {
            record = KeyRecordCodec.Decode(note);
        }
        catch (FormatException)
        {
            if (ApprovalRefused.Decode(note) is not null)
                return ((int)HostReason.SamePerson, "Subject", 0);

            return (DemoControl.Decode(note) is null ? (int)HostReason.NoteInvalid : 0, null, 0);
        }

        var refusal = book.Check(record);
        if (refusal != KeyRefusal.None)
            return (FirstCode + (int)refusal, null, 0);

        book.Apply(record);
        return (0, null, book.Find(record.Id)!.Number);
    }

    /// <inheritdoc/>
    public string Describe(ReadOnlySpan<byte> note)
    {
        try
        {
            return KeyRecordCodec.Decode(note) switch
            {
                KeyCreated made =>
                    $"create_key key={made.Id} label={made.Label} roles={KeyProblems.Names(made.Roles)} accounts={string.Join(',', made.Accounts)}",
                KeyRolesChanged changed =>
                    $"change_key key={changed.Id} roles={KeyProblems.Names(changed.Roles)} accounts={string.Join(',', changed.Accounts)}",
                KeyRevoked revoked => $"revoke_key key={revoked.Id}",
                _ => "note",
            };
        }
        catch (FormatException)
        {
            return DemoControl.Decode(note)?.Describe() ?? ApprovalRefused.Decode(note)?.Asked ?? "note";
        }
    }

    /// <inheritdoc/>
    public bool IsByHand(int actor, bool isStream) =>
        book.Find(actor) is { } key
        && (key.Roles & (ApiRoles.Admin | ApiRoles.Risk)) != ApiRoles.None
        && !(isStream && key.Roles.HasFlag(ApiRoles.MatchingEngine));

    /// <inheritdoc/>
    public bool IsOwn(int actor, string account) =>
        book.Find(actor) is { } key && key.Roles.HasFlag(ApiRoles.Trader) && key.Accounts.Contains(account, StringComparer.Ordinal);

    /// <inheritdoc/>
    public string NameOf(int actor) =>
        book.Find(actor) is { } key ? $"{key.Id} ({key.Label})"
        : actor == 0 ? "the server"
        : actor.ToString(CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public string DescribeChange(object before, object after, MarginEngine engine) => RulesDifference.Lines(before, after, engine);

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Snapshot() => book.Snapshot();

    /// <inheritdoc/>
    public void Restore(ReadOnlySpan<byte> snapshot)
    {
        try
        {
            book.Load(snapshot);
        }
        catch (FormatException cause)
        {
            throw new InvalidDataException(cause.Message, cause);
        }
    }

    /// <inheritdoc/>
    public ICompanion CreateEmpty() => new KeyCompanion(new());
}
