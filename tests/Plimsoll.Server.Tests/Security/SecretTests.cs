using System.Text.Json;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Tests.Security;

/// <summary>A secret is not shown by accident.</summary>
public sealed class SecretTests
{
    private static readonly Secret Hidden = new("hunter2");

    [Fact, Trait("Criterion", "SECU-005")]
    public void Text_JSON_and_records_show_a_mask()
    {
        var credentials = new Credentials(Hidden, null, null, IsLoopback: true);

        Assert.Equal("***", $"{Hidden}");
        Assert.Equal("\"***\"", JsonSerializer.Serialize(Hidden));
        Assert.DoesNotContain("hunter2", credentials.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", JsonSerializer.Serialize(credentials), StringComparison.Ordinal);
        Assert.Equal("hunter2", Hidden.Reveal());
    }

    [Fact, Trait("Criterion", "SECU-005")]
    public void A_secret_is_not_read_from_JSON() => Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Secret>("\"hunter2\""));
}
