using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Server.Security;
using Plimsoll.Testing;

namespace Plimsoll.Server.Tests.Security;

/// <summary>Keys change by records alone, the same way every time.</summary>
public sealed class ApiKeyBookTests
{
    private static readonly KeyProof Proof = new(new byte[16], new byte[32], []);

    [Fact, Trait("Criterion", "SECU-001")]
    public void A_key_is_256_random_bits_that_the_book_does_not_hold()
    {
        using var vault = new SecretVault(new byte[32]);
        var maker = new ApiKeyMaker(vault);

        var (record, text) = maker.Make("bot", ApiRoles.Trader, ["alice"], requiresSignature: false, isLoopbackOnly: false, "", at: 5);
        var (signing, signingText) = maker.Make("bot", ApiRoles.Risk, [], requiresSignature: true, isLoopbackOnly: false, "", at: 5);

        Assert.Matches("^plim_[a-z2-7]{12}_[0-9a-f]{64}$", text.Reveal());
        Assert.True(ApiKeyText.TryRead(text.Reveal(), out var id, out var secret));
        Assert.Equal(record.Id, id);
        Assert.True(ApiKeyMaker.IsSecretOf(record.Proof, secret));
        Assert.False(ApiKeyMaker.IsSecretOf(record.Proof, new Secret(secret.Reveal()[..^1] + "x")));
        Assert.False(record.Proof.RequiresSignature);
        Assert.True(signing.Proof.RequiresSignature);
        foreach (var (kept, key) in new[] { (record, text), (signing, signingText) })
        {
            var bytes = Encoding.UTF8.GetString(KeyRecordCodec.Encode(kept));
            Assert.DoesNotContain(key.Reveal()[^ApiKeyText.SecretLength..], bytes, StringComparison.Ordinal);
        }
    }

    [Fact, Trait("Criterion", "SECU-002")]
    public void The_first_administrator_is_made_for_an_empty_book_alone()
    {
        using var vault = new SecretVault(new byte[32]);
        var (maker, book) = (new ApiKeyMaker(vault), new ApiKeyBook());

        var first = maker.FirstAdmin(book, isLoopbackOnly: true, at: 5);
        book.Apply(first!.Value.Record);

        Assert.Equal(ApiRoles.Admin, book.Keys.Single().Roles);
        Assert.True(book.Keys.Single().IsLoopbackOnly);
        Assert.Null(maker.FirstAdmin(book, isLoopbackOnly: true, at: 6));
    }

    [Fact, Trait("Criterion", "SECU-004")]
    public void Refuses_in_the_order_stated_and_changes_nothing()
    {
        var book = new ApiKeyBook();
        book.Apply(Created("aaaaaaaaaaaa", ApiRoles.Admin));
        book.Apply(Created("bbbbbbbbbbbb", ApiRoles.Risk));
        book.Apply(new KeyRevoked("bbbbbbbbbbbb", 2, "aaaaaaaaaaaa"));
        var before = book.Snapshot();

        (KeyRefusal Refusal, KeyRecord Record)[] cases =
        [
            (KeyRefusal.BadId, Created("short", ApiRoles.None)),
            (KeyRefusal.IdTaken, Created("bbbbbbbbbbbb", ApiRoles.None)),
            (KeyRefusal.BadRoles, Created("cccccccccccc", ApiRoles.None)),
            (KeyRefusal.BadRoles, Created("cccccccccccc", (ApiRoles)32)),
            (KeyRefusal.BadAccounts, Created("cccccccccccc", ApiRoles.Trader)),
            (KeyRefusal.BadAccounts, Created("cccccccccccc", ApiRoles.Risk, "alice")),
            (KeyRefusal.BadAccounts, Created("cccccccccccc", ApiRoles.Trader, "alice", "alice")),
            (KeyRefusal.BadAccounts, Created("cccccccccccc", ApiRoles.Trader, "")),
            (KeyRefusal.LabelTooLong, Created("cccccccccccc", ApiRoles.Risk) with { Label = new('x', 101) }),
            (KeyRefusal.BadProof, Created("cccccccccccc", ApiRoles.Risk) with { Proof = new([], [], []) }),
            (KeyRefusal.UnknownKey, new KeyRevoked("cccccccccccc", 3, "")),
            (KeyRefusal.AlreadyRevoked, new KeyRevoked("bbbbbbbbbbbb", 3, "")),
            (KeyRefusal.AlreadyRevoked, new KeyRolesChanged("bbbbbbbbbbbb", 3, "", ApiRoles.Admin, [])),
            (KeyRefusal.LastAdmin, new KeyRevoked("aaaaaaaaaaaa", 3, "")),
            (KeyRefusal.LastAdmin, new KeyRolesChanged("aaaaaaaaaaaa", 3, "", ApiRoles.Risk, [])),
        ];

        foreach (var (refusal, record) in cases)
        {
            Assert.Equal(refusal, book.Check(record));
            Assert.Throws<InvalidOperationException>(() => book.Apply(record));
        }

        Assert.Equal(before, book.Snapshot());
    }

    [Fact, Trait("Criterion", "SECU-006")]
    public void The_same_records_give_the_same_bytes_over_any_snapshot() =>
        Prop.ForAll<(byte Letter, byte Kind, byte Roles)[]>(steps =>
            {
                var (live, replayed) = (new ApiKeyBook(), new ApiKeyBook());
                foreach (var (letter, kind, roles) in steps ?? [])
                {
                    var record = RecordOf(letter, kind, roles);
                    if (live.Check(record) != KeyRefusal.None)
                    {
                        continue;
                    }

                    live.Apply(record);
                    replayed.Apply(KeyRecordCodec.Decode(KeyRecordCodec.Encode(record)));
                    replayed = ApiKeyBook.Restore(replayed.Snapshot());
                }

                return live.Snapshot().AsSpan().SequenceEqual(replayed.Snapshot());
            })
            .Check(Exploration.Of(200));

    [Fact, Trait("Criterion", "SECU-006")]
    public void Records_of_format_1_stay_readable()
    {
        const string Golden =
            """{"type":"key_created","label":"bot","roles":1,"accounts":["alice"],"proof":{"salt":"AAAAAAAAAAAAAAAAAAAAAA==","hash":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=","sealed":""},"is_loopback_only":false,"id":"aaaaaaaaaaaa","at":7,"by":"bbbbbbbbbbbb"}""";
        var record = Created("aaaaaaaaaaaa", ApiRoles.Trader, "alice") with { At = 7, By = "bbbbbbbbbbbb", Label = "bot" };

        Assert.Equal(Golden, Encoding.UTF8.GetString(KeyRecordCodec.Encode(record)));
        Assert.Equal(Golden, Encoding.UTF8.GetString(KeyRecordCodec.Encode(KeyRecordCodec.Decode(Encoding.UTF8.GetBytes(Golden)))));
        Assert.Equal(
            """{"type":"key_revoked","id":"aaaaaaaaaaaa","at":7,"by":"bbbbbbbbbbbb"}""",
            Encoding.UTF8.GetString(KeyRecordCodec.Encode(new KeyRevoked("aaaaaaaaaaaa", 7, "bbbbbbbbbbbb")))
        );
    }

    [Theory, Trait("Criterion", "SECU-006")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"type":"key_melted","id":"aaaaaaaaaaaa","at":7,"by":""}""")]
    [InlineData("""{"type":"key_revoked","id":"aaaaaaaaaaaa","at":7}""")]
    [InlineData("""{"type":"key_revoked","id":null,"at":7,"by":""}""")]
    [InlineData("""{"type":"key_revoked","id":"aaaaaaaaaaaa","at":7,"by":"","more":1}""")]
    public void Bytes_that_hold_no_record_are_refused(string text) =>
        Assert.Throws<FormatException>(() => KeyRecordCodec.Decode(Encoding.UTF8.GetBytes(text)));

    [Theory, Trait("Criterion", "SECU-001")]
    [InlineData("")]
    [InlineData("plim_")]
    [InlineData("plim_aaaaaaaaaaaa_00")]
    [InlineData("plim_aaaaaaaaaaaa_000000000000000000000000000000000000000000000000000000000000000G")]
    [InlineData("plim_AAAAAAAAAAAA_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("plim-aaaaaaaaaaaa_0000000000000000000000000000000000000000000000000000000000000000")]
    public void What_is_no_key_is_not_read_as_one(string text) => Assert.False(ApiKeyText.TryRead(text, out _, out _));

    private static KeyCreated Created(string id, ApiRoles roles, params string[] accounts) =>
        new(id, 1, "", "label", roles, accounts, Proof, IsLoopbackOnly: false);

    private static KeyRecord RecordOf(byte letter, byte kind, byte roles)
    {
        var id = new string((char)('a' + (letter % 6)), ApiKeyText.IdLength);
        var chosen = (ApiRoles)(roles % 32);
        string[] accounts = chosen.HasFlag(ApiRoles.Trader) ? ["alice"] : [];
        return (kind % 3) switch
        {
            0 => Created(id, chosen, accounts),
            1 => new KeyRevoked(id, kind, ""),
            _ => new KeyRolesChanged(id, kind, "", chosen, accounts),
        };
    }
}
