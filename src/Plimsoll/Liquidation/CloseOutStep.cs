namespace Plimsoll.Liquidation;

/// <summary>What was closed of one position.</summary>
/// <param name="Market">Which market.</param>
/// <param name="CloseSize">How much, without sign.</param>
/// <param name="BankruptcyPrice">Where the account's equity would be zero if the whole position were closed there.</param>
/// <param name="BookFill">What of it the order book took.</param>
/// <param name="DeleveragedFill">What of it winners took.</param>
/// <param name="DeleveragedPrice">At what price they did.</param>
/// <param name="CounterpartyProfit">Profit of winners who had entered at the same price, on what they took.</param>
public sealed record CloseOutStep(
    string Market,
    decimal CloseSize,
    decimal BankruptcyPrice,
    decimal BookFill,
    decimal DeleveragedFill,
    decimal DeleveragedPrice,
    decimal CounterpartyProfit
);
