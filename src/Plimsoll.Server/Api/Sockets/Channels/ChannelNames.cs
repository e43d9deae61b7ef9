using Plimsoll.Server.Api.Translation;
using Plimsoll.Server.Problems;
using Plimsoll.Server.Security;

namespace Plimsoll.Server.Api.Sockets.Channels;

/// <summary>Channels by name.</summary>
internal static class ChannelNames
{
    /// <summary>All kinds: what a name is looked up in, and what the reference shows.</summary>
    public static IReadOnlyList<ChannelKind> Kinds { get; } =
    [
        new(
            "account",
            "NAME",
            Operations.ReadAccount,
            "`margin`, `balances`, `positions`, `orders`, isolated positions included",
            "every event that names the account or an isolated position of it; besides, `margin` when it moves",
            static (name, subject, api) => OfAccount(name, subject, api)
        ),
        new(
            "account",
            "*",
            Operations.ReadAccount,
            "`accounts`: how many",
            "every event that names an account: a matching engine learns here of orders that the engine ends, and of liquidation orders to fill",
            static (_, _, _) => new EveryAccountChannel()
        ),
        new(
            "market",
            "INSTRUMENT",
            Operations.ReadMarkets,
            "`state`, `bid`, `ask`, `last`, `mark_price`, `funding_rate`, `next_funding`, `open_interest`",
            "quotes, marks, trades, funding, halts",
            static (name, subject, api) => new MarketChannel(name, api.Translator.Instrument(subject, "channels"))
        ),
        new(
            "index",
            "SYMBOL",
            Operations.ReadMarkets,
            "`index_price`, `live_sources`, `protective_window_until`, `has_no_source`, `sources`",
            "quotes of its sources and what they count, its price, protective windows, its surface",
            static (name, subject, api) => new IndexChannel(name, api.Translator.Index(subject, "channels"))
        ),
        new(
            "liquidations",
            "",
            Operations.ReadMarkets,
            "`in_liquidation`: how many; `accounts`: which, for who may read all",
            "liquidation orders, what is taken over, deleveraged or shared as a loss; who may read all accounts learns besides whose, and how it stood",
            static (_, _, _) => new LiquidationsChannel()
        ),
        new(
            "funds",
            "",
            Operations.ReadFunds,
            "`funds`: `account`, `asset`, `balance`, `net_liquidation_value`",
            "every event that names an insurance fund, and losses that are shared",
            static (_, _, api) => new FundsChannel(api.Names)
        ),
        new(
            "risk",
            "",
            Operations.ReadRisk,
            "`is_paused`, `parameters_version`, `nearest_to_liquidation`",
            "margin calls, holds, liquidations and how they ended, halts, changes of parameters, trades that are strange",
            static (_, _, _) => new RiskChannel()
        ),
        new(
            "events",
            "",
            Operations.ReadVenueHistory,
            "`event_hash` of all before",
            "every event of every record, refused requests too",
            static (_, _, _) => new EventsChannel()
        ),
    ];

    /// <summary>How names look, for people.</summary>
    public static string Known { get; } = string.Join(", ", Kinds.Select(kind => kind.Form));

    /// <summary>The channel of a name, which the key may see.</summary>
    /// <exception cref="ProblemException">There is none, or the key may not.</exception>
    public static Channel Find(string name, ApiKey key, VenueApi api)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var (word, subject) = dot < 0 ? (name, "") : (name[..dot], name[(dot + 1)..]);
        if (word == "account" && subject.Length > 0 && subject != "*")
            RequireAccount(subject, key, api);

        var kind =
            Kinds.FirstOrDefault(each => each.Takes(word, subject))
            ?? throw Refusals.Unknown("channels", "channel", name, $"Known are {Known}.");
        var channel = kind.Make(name, subject, api);
        return channel.Allows(key) ? channel : throw new ProblemException(channel.Refusal(key));
    }

    /// <summary>By its name alone: of an account with many names a connection would follow as many channels.</summary>
    private static AccountChannel OfAccount(string name, string subject, VenueApi api)
    {
        var account = api.Translator.Known(subject, "channels");
        var known = api.Host.Names.NameOf(account);
        return subject == known
            ? new(name, subject, account, api.Names)
            : throw Refusals.Bad("channels", $"{name} is the channel account.{known}.", "Follow it by the account's name.");
    }

    /// <summary>Before it is looked up: who may not see an account does not learn whether it is there.</summary>
    private static void RequireAccount(string account, ApiKey key, VenueApi api)
    {
        var permission = Permissions.Of(Operations.ReadAccount);
        if (!permission.Allows(key.Roles))
            throw new ProblemException(KeyProblems.NotAllowed(permission.Operation, key, "channels"));

        if (!api.Owners.Allows(permission, key, account))
            throw new ProblemException(
                new(ProblemCode.NotOwnAccount) { Field = "channels", Detail = $"account.{account} is not this key's own." }
            );
    }
}
