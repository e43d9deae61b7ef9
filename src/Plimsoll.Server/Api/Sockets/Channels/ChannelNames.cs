using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Sockets.Channels;

/// <summary>Channels by name.</summary>
internal static class ChannelNames
{
    /// <summary>How names look, for people.</summary>
    public const string Known = "account.NAME, account.*, market.INSTRUMENT, index.SYMBOL, liquidations, funds, risk, events";

    /// <summary>The channel of a name, which the key may see.</summary>
    /// <exception cref="ProblemException">There is none, or the key may not.</exception>
    public static Channel Find(string name, ApiKey key, VenueApi api)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var (kind, subject) = dot < 0 ? (name, "") : (name[..dot], name[(dot + 1)..]);
        if (kind == "account" && subject.Length > 0 && subject != "*")
            RequireAccount(subject, key);

        Channel? channel = (kind, subject) switch
        {
            ("account", "*") => new EveryAccountChannel(),
            ("account", { Length: > 0 }) => new AccountChannel(name, subject, api.Translator.Known(subject, "channels"), api.Names),
            ("market", { Length: > 0 }) => new MarketChannel(name, api.Translator.Instrument(subject, "channels")),
            ("index", { Length: > 0 }) => new IndexChannel(name, api.Translator.Index(subject, "channels")),
            ("liquidations", "") => new LiquidationsChannel(),
            ("funds", "") => new FundsChannel(api.Names),
            ("risk", "") => new RiskChannel(),
            ("events", "") => new EventsChannel(),
            _ => null,
        };
        if (channel is null)
            throw Refusals.Unknown("channels", "channel", name, $"Known are {Known}.");

        return channel.Allows(key) ? channel : throw new ProblemException(channel.Refusal(key));
    }

    /// <summary>Before it is looked up: who may not see an account does not learn whether it is there.</summary>
    private static void RequireAccount(string account, ApiKey key)
    {
        var permission = Permissions.Of(Operations.ReadAccount);
        if (!permission.Allows(key.Roles))
            throw new ProblemException(KeyProblems.NotAllowed(permission.Operation, key, "channels"));

        if (!permission.Allows(key, account))
            throw new ProblemException(
                new(ProblemCode.NotOwnAccount) { Field = "channels", Detail = $"account.{account} is not this key's own." }
            );
    }
}
