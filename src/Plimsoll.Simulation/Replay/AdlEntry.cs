namespace Plimsoll.Simulation.Replay;

/// <summary>One closing by deleveraging.</summary>
/// <param name="AtMs">When.</param>
/// <param name="Loser">The account whose position had to go.</param>
/// <param name="LoserName">What that account is called.</param>
/// <param name="Winner">The account that was closed against it.</param>
/// <param name="WinnerName">What that account is called.</param>
/// <param name="Symbol">The instrument.</param>
/// <param name="Coins">What the winner received, signed.</param>
/// <param name="Price">The mark at which both were closed.</param>
/// <param name="Notional">Dollars.</param>
/// <param name="ProfitLimit">The profit on the closed part: the most that the winner may be asked for.</param>
/// <param name="HadProfit">Whether the winner was in profit at all.</param>
public sealed record AdlEntry(
    long AtMs,
    int Loser,
    string LoserName,
    int Winner,
    string WinnerName,
    string Symbol,
    decimal Coins,
    decimal Price,
    decimal Notional,
    decimal ProfitLimit,
    bool HadProfit
);
