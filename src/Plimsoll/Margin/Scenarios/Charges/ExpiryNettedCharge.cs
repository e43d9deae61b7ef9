using Plimsoll.Margin.Options;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Pricing;

namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>What options need without scenarios: of each expiry the less of every short by itself and the largest loss over all prices at expiry.</summary>
/// <remarks>
/// <para>The rule is <see cref="ExpiryNettedOptionMargin"/>'s, in binary floating point and as a requirement: since the value of options is in equity, a requirement is
/// their value less what the rule leaves, so long options alone need their value. It is below zero where options are worth less than they can lose, which takes marks
/// with an arbitrage.</para>
/// <para>Source: Derive v2, StandardManager (standard margin).</para>
/// </remarks>
/// <param name="Name">Its name.</param>
/// <param name="Stage">Where it enters.</param>
/// <param name="Levels">Initial or maintenance margin: the terms differ. Both take the initial ones.</param>
/// <param name="Terms">Shares of spot, of value and of the forward.</param>
public sealed record ExpiryNettedCharge(string Name, ChargeStage Stage, ChargeLevels Levels, OptionMarginTerms Terms)
    : PortfolioCharge(Name, Stage, Levels)
{
    private bool IsInitial => Levels != ChargeLevels.Maintenance;

    /// <inheritdoc/>
    public override double Amount(ChargeBasis basis, ICollection<ChargeInput>? inputs)
    {
        ArgumentNullException.ThrowIfNull(basis);
        var sum = 0.0;
        foreach (var expiry in basis.Book.Expiries)
        {
            var (value, isolated) = (0.0, 0.0);
            foreach (var option in expiry.Options)
            {
                var worth = option.Quantity * Black76.Price(option.Type, expiry.Forward, option.Strike, option.Volatility, expiry.Years, 1);
                value += worth;
                if (option.Quantity < 0)
                    isolated += OfShort(option, worth, basis.Book.Spot);
            }

            var loss = LargestLoss(expiry);
            inputs?.Add(new("value of an expiry", value));
            inputs?.Add(new("each short by itself", isolated));
            inputs?.Add(new("largest loss", loss));
            sum += value - Math.Max(isolated, loss);
        }

        return sum;
    }

    private double OfShort(BookOption option, double worth, double spot)
    {
        var notional = spot * option.Quantity;
        var isCall = option.Type == OptionType.Call;
        var outOfTheMoney = Math.Max(0, isCall ? option.Strike - spot : spot - option.Strike);
        var initial = worth + (Math.Max((double)Terms.MinSpotRate, (double)Terms.MaxSpotRate - (outOfTheMoney / spot)) * notional);
        if (isCall)
            return IsInitial ? initial : worth + ((double)Terms.CallMaintenanceRate * notional);

        var maintenance = worth + Math.Min((double)Terms.PutMaintenanceRate * notional, (double)Terms.PutMaintenanceValueRate * worth);
        return IsInitial ? Math.Min(initial, maintenance * (double)Terms.PutInitialScale) : maintenance;
    }

    /// <summary>Zero or less: the least payoff lies at zero or a strike, and calls short on balance add to it, since theirs has no bound.</summary>
    private double LargestLoss(OptionExpiryBook expiry)
    {
        var loss = Math.Min(0, Payoff(expiry, 0));
        var calls = 0.0;
        foreach (var option in expiry.Options)
        {
            loss = Math.Min(loss, Payoff(expiry, option.Strike));
            if (option.Type == OptionType.Call)
                calls += option.Quantity;
        }

        return loss
            + (Math.Min(0, calls) * expiry.Forward * (double)(IsInitial ? Terms.UnpairedInitialScale : Terms.UnpairedMaintenanceScale));
    }

    private static double Payoff(OptionExpiryBook expiry, double price)
    {
        var sum = 0.0;
        foreach (var option in expiry.Options)
            sum += option.Quantity * Math.Max(0, option.Type == OptionType.Call ? price - option.Strike : option.Strike - price);

        return sum;
    }
}
