using Plimsoll.Formats.Rules;
using Plimsoll.Formats.Shapes;
using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Pricing;

namespace Plimsoll.Formats.Scenarios;

/// <summary>Turns the facts of a rule into a book.</summary>
internal static class BookReader
{
    /// <summary>Reads the account of a rule that looks at one underlying.</summary>
    /// <param name="market">Prices.</param>
    /// <param name="holdings">What is held.</param>
    /// <param name="isInCoin">Whether profit is counted in the coin.</param>
    /// <param name="volatility">Volatility of all options; null where each states its own.</param>
    /// <param name="elapsed">Seconds since the options' times to expiry were stated; the market's are of now.</param>
    /// <exception cref="RuleException">Something is held that has no price.</exception>
    public static ScenarioAccount Read(
        Fields market,
        Fields holdings,
        bool isInCoin = false,
        double? volatility = null,
        decimal elapsed = 0
    )
    {
        var spot = Real(market, "spot", 1);
        var book = new RiskBook("underlying", spot)
        {
            SpotConfidence = Real(market, "spot_confidence", 1),
            IsInCoin = isInCoin,
            Linear = [.. holdings.Records("futures").Where(held => held.Number("quantity") != 0).Select(held => Future(held, market))],
            Expiries = Expiries(market, holdings, volatility, elapsed),
            Collateral = [.. holdings.Records("collateral").Select(held => Coin(held, market))],
        };
        return new([book], Real(holdings, "cash", 0), Real(market, "coin_price", 1));
    }

    private static LinearHolding Future(Fields held, Fields market)
    {
        var price = held.NumberOrNull("price") ?? market.Number("perpetual_price", 0);
        return price <= 0
            ? throw new RuleException("futures", "a future is held that has no price: give it one above zero.")
            : new(held.Text("name", "future"), Real(held, "quantity", 0), (double)price)
            {
                Seconds = (double?)held.NumberOrNull("seconds"),
                Confidence = (double)(held.NumberOrNull("confidence") ?? market.Number("perpetual_confidence", 1)),
                UnrealisedProfit = Real(held, "unrealised_profit", 0) + Real(held, "unrealised_funding", 0),
                Settlement = held.Text("settlement", ""),
            };
    }

    private static List<OptionExpiryBook> Expiries(Fields market, Fields holdings, double? volatility, decimal elapsed)
    {
        var byExpiry = holdings
            .Records("options")
            .GroupBy(option => option.Number("seconds") - elapsed)
            .ToDictionary(group => group.Key, group => group.ToArray());
        var expiries = new List<OptionExpiryBook>();
        foreach (var forward in market.Records("expiries"))
        {
            if (byExpiry.Remove(forward.Number("seconds"), out var held))
            {
                expiries.Add(
                    new(Real(forward, "seconds", 0), Real(forward, "forward", 0), [.. held.Select(option => Option(option, volatility))])
                    {
                        Rate = Real(forward, "rate", 0),
                        FixedForward = (double?)forward.NumberOrNull("forward_fixed"),
                        Confidence = Math.Min(
                            Math.Min(Real(forward, "forward_confidence", 1), Real(forward, "rate_confidence", 1)),
                            Real(forward, "volatility_confidence", 1)
                        ),
                    }
                );
            }
        }

        return byExpiry.Count == 0
            ? expiries
            : throw new RuleException(
                "options",
                $"there is no forward for the expiry in {byExpiry.Keys.Min()} seconds: add it to expiries."
            );
    }

    private static BookOption Option(Fields option, double? volatility) =>
        new(
            option.Text("name", "option"),
            option.Flag("is_call") ? OptionType.Call : OptionType.Put,
            Real(option, "strike", 0),
            Real(option, "quantity", 0),
            volatility
                ?? (double?)option.NumberOrNull("volatility")
                ?? throw new RuleException("options", "an option has no volatility: give it one.")
        );

    private static CollateralHolding Coin(Fields held, Fields market) =>
        new(held.Text("name", "coin"), Real(held, "quantity", 0), (double)(held.NumberOrNull("price") ?? market.Number("spot", 1)))
        {
            Confidence = Real(held, "confidence", 1),
            IsHedge = held.Flag("hedge"),
            MaintenanceHaircut = Real(held, "maintenance_haircut", 0),
            InitialHaircut = Real(held, "initial_haircut", 0),
        };

    private static double Real(Fields fields, string name, decimal otherwise) => (double)fields.Number(name, otherwise);
}
