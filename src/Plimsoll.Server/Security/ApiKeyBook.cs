using System.Collections.Immutable;

namespace Plimsoll.Server.Security;

/// <summary>All keys. A state machine: the same records give the same keys, and nothing but records changes them.</summary>
/// <remarks>One thread applies; any may read at the same time, since each change puts a whole new map in place of the old one.</remarks>
public sealed class ApiKeyBook
{
    /// <summary>Keys held at most, revoked ones included: a name is never given twice.</summary>
    public const int KeysMax = 100_000;

    private const int AccountsMax = 1_000;
    private const int NameMax = 128;
    private ImmutableSortedDictionary<string, ApiKey> _keys = ImmutableSortedDictionary.Create<string, ApiKey>(StringComparer.Ordinal);

    /// <summary>The same by their numbers, from 1 on: the log asks for one with each request that may be an administrator's.</summary>
    private ImmutableList<ApiKey> _numbered = [];

    /// <summary>A key was made, changed or revoked. Raised by the thread that applies, after the change can be read; must not wait.</summary>
    public event EventHandler? Changed;

    /// <summary>The keys, in order of their names.</summary>
    public IReadOnlyCollection<ApiKey> Keys => [.. Volatile.Read(ref _keys).Values];

    /// <summary>Whether there never was a key.</summary>
    public bool IsEmpty => Volatile.Read(ref _keys).IsEmpty;

    /// <summary>A book with what a snapshot holds.</summary>
    /// <exception cref="FormatException">It is no snapshot of a book.</exception>
    public static ApiKeyBook Restore(ReadOnlySpan<byte> snapshot)
    {
        var book = new ApiKeyBook();
        book.Load(snapshot);
        return book;
    }

    /// <summary>Takes what a snapshot holds in place of its own keys.</summary>
    /// <exception cref="FormatException">It is no snapshot of a book; nothing has changed then.</exception>
    public void Load(ReadOnlySpan<byte> snapshot)
    {
        var keys = KeyRecordCodec.DecodeKeys(snapshot);
        Volatile.Write(ref _keys, keys.ToImmutableSortedDictionary(key => key.Id, key => key, StringComparer.Ordinal));
        Volatile.Write(ref _numbered, [.. keys.OrderBy(key => key.Number)]);
    }

    /// <summary>The key of that name, live or revoked; null without one.</summary>
    public ApiKey? Find(string id) => Volatile.Read(ref _keys).GetValueOrDefault(id);

    /// <summary>The key of that number, live or revoked; null without one.</summary>
    public ApiKey? Find(int number) =>
        Volatile.Read(ref _numbered) is var keys && number > 0 && number <= keys.Count ? keys[number - 1] : null;

    /// <summary>Whether one of two keys made the other, or a key that made it, and so on: who holds the first had the other in hand.</summary>
    /// <param name="one">The number of one.</param>
    /// <param name="other">The number of the other.</param>
    public bool AreOfOneLine(int one, int other)
    {
        var keys = Volatile.Read(ref _keys);
        return IsMadeBy(one, other) || IsMadeBy(other, one);

        bool IsMadeBy(int number, int maker)
        {
            var key = Find(number);
            // Whoever makes a key had one before: numbers fall, so that this ends.
            while (key is not null && keys.GetValueOrDefault(key.MadeBy) is { } above && above.Number < key.Number)
            {
                if (above.Number == maker)
                    return true;

                key = above;
            }

            return false;
        }
    }

    /// <summary>Why a change would be refused. To be asked before the change goes to the journal.</summary>
    public KeyRefusal Check(KeyRecord record) =>
        record switch
        {
            KeyCreated created => CheckCreated(created),
            KeyRevoked revoked => CheckLive(revoked.Id) is var refusal and not KeyRefusal.None ? refusal : CheckAdminLeft(revoked.Id),
            KeyRolesChanged changed => CheckChanged(changed),
            _ => throw new ArgumentException($"Not a change of keys: {record?.GetType().Name}.", nameof(record)),
        };

    /// <summary>Applies a change, live or from the journal.</summary>
    /// <exception cref="InvalidOperationException">It would be refused: it was not checked, or the journal is another book's.</exception>
    public void Apply(KeyRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (Check(record) is var refusal and not KeyRefusal.None)
        {
            throw new InvalidOperationException(
                $"{record.GetType().Name} of key {record.Id} does not follow from the keys there are: {refusal}."
            );
        }

        var key = record switch
        {
            KeyCreated made => new(
                _keys.Count + 1,
                made.Id,
                made.Label,
                made.Roles,
                made.Accounts,
                made.Proof,
                made.IsLoopbackOnly,
                made.At,
                RevokedAt: null,
                made.By
            ),
            KeyRevoked => _keys[record.Id] with { RevokedAt = record.At },
            KeyRolesChanged changed => _keys[record.Id] with { Roles = changed.Roles, Accounts = changed.Accounts },
            _ => throw new ArgumentException("Not a change of keys.", nameof(record)),
        };
        Volatile.Write(ref _keys, _keys.SetItem(key.Id, key));
        Volatile.Write(ref _numbered, key.Number > _numbered.Count ? _numbered.Add(key) : _numbered.SetItem(key.Number - 1, key));
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>All keys as bytes; the same keys give the same bytes.</summary>
    public byte[] Snapshot() => KeyRecordCodec.EncodeKeys(Keys);

    private KeyRefusal CheckCreated(KeyCreated created)
    {
        if (!ApiKeyText.IsId(created.Id))
        {
            return KeyRefusal.BadId;
        }

        if (_keys.ContainsKey(created.Id))
        {
            return KeyRefusal.IdTaken;
        }

        if (CheckRights(created.Roles, created.Accounts) is var refusal and not KeyRefusal.None)
        {
            return refusal;
        }

        if (created.Label is null || created.Label.Length > 100)
        {
            return KeyRefusal.LabelTooLong;
        }

        if (!IsSound(created.Proof))
        {
            return KeyRefusal.BadProof;
        }

        return _keys.Count >= KeysMax ? KeyRefusal.TooManyKeys : KeyRefusal.None;
    }

    private KeyRefusal CheckChanged(KeyRolesChanged changed)
    {
        if (CheckLive(changed.Id) is var unknown and not KeyRefusal.None)
        {
            return unknown;
        }

        if (CheckRights(changed.Roles, changed.Accounts) is var refusal and not KeyRefusal.None)
        {
            return refusal;
        }

        return changed.Roles.HasFlag(ApiRoles.Admin) ? KeyRefusal.None : CheckAdminLeft(changed.Id);
    }

    private KeyRefusal CheckLive(string id) =>
        Find(id ?? "") switch
        {
            null => KeyRefusal.UnknownKey,
            { IsLive: false } => KeyRefusal.AlreadyRevoked,
            _ => KeyRefusal.None,
        };

    private static KeyRefusal CheckRights(ApiRoles roles, IReadOnlyList<string> accounts)
    {
        if (roles == ApiRoles.None || (roles & ~ApiRoles.All) != ApiRoles.None)
        {
            return KeyRefusal.BadRoles;
        }

        var isSound =
            accounts is not null
            && roles.HasFlag(ApiRoles.Trader) == accounts.Count > 0
            && accounts.Count <= AccountsMax
            && accounts.All(name => name is { Length: > 0 and <= NameMax })
            && accounts.Distinct(StringComparer.Ordinal).Count() == accounts.Count;
        return isSound ? KeyRefusal.None : KeyRefusal.BadAccounts;
    }

    private static bool IsSound(KeyProof proof) =>
        proof
            is { Salt.Length: 16, Hash.Length: 32, Sealed.Length: 0 }
                or { Salt.Length: 0, Hash.Length: 0, Sealed.Length: > 28 and <= 256 };

    private KeyRefusal CheckAdminLeft(string without)
    {
        var isAdmin = _keys[without].Roles.HasFlag(ApiRoles.Admin);
        return !isAdmin || _keys.Values.Any(key => key.IsLive && key.Id != without && key.Roles.HasFlag(ApiRoles.Admin))
            ? KeyRefusal.None
            : KeyRefusal.LastAdmin;
    }
}
