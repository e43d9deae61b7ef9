namespace Plimsoll.Server.Security;

/// <summary>What can be done through the API; each endpoint and channel names one.</summary>
public static class Operations
{
    /// <summary>See the venue's markets, instruments, prices, and time.</summary>
    public const string ReadMarkets = "markets.read";

    /// <summary>See an account: balances, positions, orders, margin.</summary>
    public const string ReadAccount = "accounts.read";

    /// <summary>List all accounts.</summary>
    public const string ListAccounts = "accounts.list";

    /// <summary>Open, freeze or close accounts.</summary>
    public const string ManageAccounts = "accounts.manage";

    /// <summary>Choose an account's own settings: margin mode, leverage.</summary>
    public const string ConfigureAccount = "accounts.configure";

    /// <summary>Book a deposit that arrived.</summary>
    public const string Deposit = "collateral.deposit";

    /// <summary>Withdraw collateral.</summary>
    public const string Withdraw = "collateral.withdraw";

    /// <summary>Move collateral between sub-accounts of one owner.</summary>
    public const string Transfer = "collateral.transfer";

    /// <summary>Place an order, pre-trade check included.</summary>
    public const string PlaceOrder = "orders.place";

    /// <summary>Cancel an order.</summary>
    public const string CancelOrder = "orders.cancel";

    /// <summary>Ask whether an order would be taken.</summary>
    public const string CheckOrder = "orders.check";

    /// <summary>Report trades and ends of orders.</summary>
    public const string ReportTrades = "trades.report";

    /// <summary>Bust or correct a trade.</summary>
    public const string CorrectTrades = "trades.correct";

    /// <summary>Ask what margin would be after changes, explanations included.</summary>
    public const string WhatIf = "margin.what_if";

    /// <summary>Stress the whole venue; see its liquidation surface.</summary>
    public const string StressVenue = "risk.stress";

    /// <summary>See exposure, nearest liquidations, ranks for deleveraging.</summary>
    public const string ReadRisk = "risk.read";

    /// <summary>See insurance funds.</summary>
    public const string ReadFunds = "funds.read";

    /// <summary>Pay into or out of an insurance fund.</summary>
    public const string MoveFunds = "funds.move";

    /// <summary>See changes of parameters that were decided.</summary>
    public const string ReadParameters = "parameters.read";

    /// <summary>See what is proposed and not decided yet, and whose keys proposed and approved.</summary>
    public const string ReadProposals = "proposals.read";

    /// <summary>Propose a change of parameters.</summary>
    public const string ProposeParameters = "parameters.propose";

    /// <summary>Approve what another has proposed.</summary>
    public const string ApproveParameters = "parameters.approve";

    /// <summary>List or end markets.</summary>
    public const string ManageMarkets = "markets.manage";

    /// <summary>Report prices, surfaces and funding from outside.</summary>
    public const string ReportPrices = "prices.report";

    /// <summary>Override a mark, which a second person approves.</summary>
    public const string OverridePrices = "prices.override";

    /// <summary>See the history of an account, and why it was liquidated.</summary>
    public const string ReadHistory = "history.read";

    /// <summary>See events and history of the whole venue, and export them.</summary>
    public const string ReadVenueHistory = "history.venue";

    /// <summary>See what administrators did.</summary>
    public const string ReadAudit = "audit.read";

    /// <summary>See keys; never their secrets.</summary>
    public const string ReadKeys = "keys.read";

    /// <summary>Make, change and revoke keys.</summary>
    public const string ManageKeys = "keys.manage";

    /// <summary>See the state of the server: journal, queue, feeds.</summary>
    public const string ReadServer = "server.read";

    /// <summary>Take a snapshot, stop, pause a feed, drive the demo's replay.</summary>
    public const string ControlServer = "server.control";

    /// <summary>Read metrics from another machine.</summary>
    public const string ReadMetrics = "metrics.read";
}
