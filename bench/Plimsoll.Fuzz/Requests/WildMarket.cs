using System.Globalization;

namespace Plimsoll.Fuzz.Requests;

/// <summary>A market beside the demo's, where amounts and prices come from all that a request can say: from one unit to the bounds of the engine's numbers.</summary>
/// <param name="dice">What it draws from.</param>
internal sealed class WildMarket(Random dice)
{
    public const string Asset = "WILD";
    public const string Index = "WILD/USD";

    private const int AccountCount = 8;

    /// <summary>Units of the largest price and amount of an order (VALU-020), and of the largest movement of money.</summary>
    private const int PriceDigits = 15;
    private const int MoneyDigits = 27;

    private string _price = "1";

    /// <summary>Linear, inverse and quanto, in other decimals than the demo's.</summary>
    public static IReadOnlyList<string> Instruments { get; } = ["WILD-LINEAR", "WILD-INVERSE", "WILD-QUANTO"];

    /// <summary>Where and with what it is set up.</summary>
    public static IEnumerable<(string Path, string Body)> Setup()
    {
        yield return (
            "indices",
            $$$$"""{"index":"{{{{Index}}}}","decimals":2,"sources":[{"source":"demo-1","weight":1},{"source":"demo-2","weight":1},{"source":"demo-3","weight":1}],"limits":{"max_deviation":"1","clamp_per_minute":"1","two_source_bound":"1"}}"""
        );
        yield return (
            "assets",
            $$$$"""{"rules":{"asset":"{{{{Asset}}}}","decimals":6,"index":"{{{{Index}}}}","haircuts":[{"haircut":"0.05"}]}}"""
        );
        foreach (var (instrument, payoff, settlement) in Instruments.Zip(["linear", "inverse", "quanto"], ["USD", Asset, Asset]))
        {
            yield return (
                "instruments",
                $$$$"""{"rules":{"instrument":"{{{{instrument}}}}","kind":"perpetual","payoff":"{{{{payoff}}}}","index":"{{{{Index}}}}","settlement_asset":"{{{{settlement}}}}","price_decimals":2,"amount_decimals":3,"tick_size":"0.01","lot_size":"0.001","multiplier":"1","margin":{"style":"progressive","tiers":[{"floor":"0","initial_margin_rate":"0.02","maintenance_margin_rate":"0.01"}]},"fees":{"maker":"-0.0002","taker":"0.0005","liquidation":"0.05"},"funding":{"interval":"3600","interest":"0.0001","damper":"0.0005","cap":"0.0075"}}}"""
            );
        }

        for (var i = 0; i < AccountCount; i++)
        {
            yield return ("accounts", $$$$"""{"name":"{{{{Account(i)}}}}"}""");
        }
    }

    /// <summary>Another price for the next request, so that its bid and its ask are in order.</summary>
    public void Turn() => _price = Number(PriceDigits, 2);

    /// <summary>The word for a member of a name; null where it is the same as anywhere.</summary>
    public string? Text(string name) =>
        name switch
        {
            "account" or "from" or "to" or "taker" or "maker" or "accounts" => Account(dice.Next(AccountCount)),
            "asset" => dice.Next(3) == 0 ? "USD" : Asset,
            "index" or "convert_by" or "prices" or "weights" => Index,
            "instrument" => Instruments[dice.Next(Instruments.Count)],
            _ => null,
        };

    /// <summary>A decimal for a member of a name; null where it is the same as anywhere.</summary>
    public string? Decimal(string name) =>
        name switch
        {
            "price" or "last" or "forward" or "bid" or "ask" => _price,
            "amount" => dice.Next(2) == 0 ? Number(PriceDigits, 3) : Number(MoneyDigits, 2),
            _ => null,
        };

    private static string Account(int number) => string.Create(CultureInfo.InvariantCulture, $"wild-{number}");

    /// <summary>Of each number of digits as often, the bound itself now and then.</summary>
    private string Number(int digits, int decimals)
    {
        var units =
            dice.Next(16) == 0
                ? "1".PadRight(digits + 1, '0')
                : string.Concat(
                    Enumerable.Range(0, dice.Next(1, digits + 1)).Select(place => (char)('0' + dice.Next(place == 0 ? 1 : 0, 10)))
                );
        units = units.PadLeft(decimals + 1, '0');
        return $"{units[..^decimals]}.{units[^decimals..]}".TrimEnd('0').TrimEnd('.');
    }
}
