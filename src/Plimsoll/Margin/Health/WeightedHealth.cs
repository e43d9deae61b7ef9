namespace Plimsoll.Margin.Health;

/// <summary>Margin as a weighted sum over tokens: what is held counts for less, what is owed for more.</summary>
/// <remarks>
/// <para>health = Σ balance · price · (asset weight, or liability weight of a debt) + what reserved spot orders are worth. A perpetual counts
/// by its worse side (all bids filled, or all asks), a positive result times its overall weight, as a balance of its settle token; so losses
/// there can turn a deposit into a debt. Reserved spot orders count by the worse of converting all to base or all to quote.</para>
/// <para>Source: Mango v4, health/cache.rs; docs.mango.markets, health overview. Drift's accounts are of the same form: perpetual weights of one less and one plus
/// the margin ratio, unrealised profit weighted alone.</para>
/// </remarks>
public static class WeightedHealth
{
    /// <summary>The health of an account at the level that its prices and weights belong to.</summary>
    public static HealthBreakdown Of(HealthAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        var balances = Balances(account);
        var tokens = new decimal[balances.Length];
        var health = 0m;
        for (var i = 0; i < tokens.Length; i++)
        {
            tokens[i] = account.Tokens[i].Contribution(balances[i]);
            health += tokens[i];
        }

        var markets = Markets(account, balances);
        foreach (var market in markets)
        {
            health += market;
        }

        return new(health, balances, tokens, markets);
    }

    private static decimal[] Balances(HealthAccount account)
    {
        var balances = account.Tokens.Select(token => token.Balance).ToArray();
        foreach (var perpetual in account.Perpetuals)
        {
            balances[perpetual.SettleToken] += perpetual.Weighted;
        }

        return balances;
    }

    private static decimal[] Markets(HealthAccount account, decimal[] balances)
    {
        // The most of each token that orders may bring; each market is then taken to arrive last, where it does least.
        var largest = (decimal[])balances.Clone();
        foreach (var market in account.Markets)
        {
            var (baseToken, quoteToken) = TokensOf(account, market);
            largest[market.BaseToken] += market.AllAsBase(baseToken, quoteToken);
            largest[market.QuoteToken] += market.AllAsQuote(baseToken, quoteToken);
        }

        return [.. account.Markets.Select(market => Worth(account, market, largest))];
    }

    private static decimal Worth(HealthAccount account, HealthMarket market, decimal[] largest)
    {
        var (baseToken, quoteToken) = TokensOf(account, market);
        return Math.Min(
            LastPart(baseToken, largest[market.BaseToken], market.AllAsBase(baseToken, quoteToken)),
            LastPart(quoteToken, largest[market.QuoteToken], market.AllAsQuote(baseToken, quoteToken))
        );
    }

    /// <summary>What the last part of a balance counts for: above zero as an asset, below it as a debt repaid.</summary>
    private static decimal LastPart(HealthToken token, decimal balance, decimal part)
    {
        var held = Math.Clamp(balance, 0, part);
        return (held * token.ValueHeld) + ((part - held) * token.ValueOwed);
    }

    private static (HealthToken Base, HealthToken Quote) TokensOf(HealthAccount account, HealthMarket market) =>
        (account.Tokens[market.BaseToken], account.Tokens[market.QuoteToken]);
}
