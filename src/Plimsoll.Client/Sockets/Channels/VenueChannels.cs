namespace Plimsoll.Client;

/// <summary>The channels there are.</summary>
public static class VenueChannels
{
    /// <summary>All accounts, for who may read all: a matching engine learns here of orders that the engine ends, and of those that it has to fill.</summary>
    public static ChannelName<EveryAccountState> EveryAccount { get; } = new("account.*", ContractJson.Default.EveryAccountState);

    /// <summary>What is liquidated.</summary>
    public static ChannelName<LiquidationsState> Liquidations { get; } = new("liquidations", ContractJson.Default.LiquidationsState);

    /// <summary>The insurance funds.</summary>
    public static ChannelName<FundsState> Funds { get; } = new("funds", ContractJson.Default.FundsState);

    /// <summary>What a risk manager watches.</summary>
    public static ChannelName<RiskState> Risk { get; } = new("risk", ContractJson.Default.RiskState);

    /// <summary>Every record, refused requests too.</summary>
    public static ChannelName<EventsState> Events { get; } = new("events", ContractJson.Default.EventsState);

    /// <summary>One account: margin, balances, positions, orders.</summary>
    public static ChannelName<AccountState> Account(string name) => new("account." + name, ContractJson.Default.AccountState);

    /// <summary>One instrument in public.</summary>
    public static ChannelName<MarketState> Market(string instrument) => new("market." + instrument, ContractJson.Default.MarketState);

    /// <summary>One index in public.</summary>
    public static ChannelName<IndexState> Index(string symbol) => new("index." + symbol, ContractJson.Default.IndexState);
}
