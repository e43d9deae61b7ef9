using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Pricing;

namespace Plimsoll.Tests.Margin.Scenarios;

/// <summary>Derive's second portfolio manager, written once more from its published rule: one underlying, the platform's functions, no shared code.</summary>
internal static class ReferencePortfolioManager
{
    private const double Year = 365 * 86_400.0;

    private static readonly (double Factor, char Volatility, double Weight)[] Rows =
    [
        (1.18, 'u', 1),
        .. new[] { 1.135, 1.09, 1.045, 1, 0.955, 0.91, 0.865 }.SelectMany(factor =>
            new[] { 'd', 'n', 'u' }.Select(volatility => (factor, volatility, 1.0))
        ),
        (0.82, 'u', 1),
        (0.34, 'u', 0.0545),
        (2, 'u', 0.036),
        (1, 'l', 1),
        (1, 'a', 1),
    ];

    /// <summary>Value less requirement: initial and maintenance.</summary>
    public static (double Initial, double Maintenance) Net(ScenarioAccount account)
    {
        var book = account.Books[0];
        var confidence = book.SpotConfidence;
        double value = account.Cash,
            maintenance = 0,
            initial = 0;
        foreach (var perpetual in book.Linear)
        {
            value += perpetual.UnrealisedProfit;
            confidence = Math.Min(confidence, perpetual.Confidence);
        }

        var size = book.Linear.Sum(perpetual => Math.Abs(perpetual.Quantity)) * book.Spot;
        maintenance += 0.015 * size;
        initial += (0.005 * size) + Doubt(confidence, size);
        foreach (var coin in book.Collateral)
        {
            var worth = coin.Quantity * coin.Price / account.CoinPrice;
            value += worth;
            maintenance += coin.MaintenanceHaircut * worth;
            initial += (coin.InitialHaircut * worth) + Doubt(Math.Min(coin.Confidence, book.SpotConfidence), worth);
        }

        foreach (var expiry in book.Expiries)
        {
            value += Sum(expiry, 1, 'n');
            var naked = expiry.Options.GroupBy(option => option.Strike).Sum(strike => Math.Max(0, -strike.Sum(option => option.Quantity)));
            maintenance += 0.003 * naked * book.Spot;
            initial += 0.002 * naked * book.Spot;
            var notional = expiry.Options.Sum(option => Math.Abs(option.Quantity)) * book.Spot;
            initial += Doubt(Math.Min(confidence, expiry.Confidence), notional);
        }

        var worst = book.Expiries.Sum(expiry =>
            Math.Min(0, Math.Min(Sum(expiry, 1.045, 'n'), Sum(expiry, 0.955, 'n')) - Sum(expiry, 1, 'n'))
            * (0.5 + (2 * expiry.Seconds / Year))
        );
        foreach (var (factor, volatility, weight) in Rows)
        {
            var profit = book.Linear.Sum(perpetual => perpetual.Quantity * perpetual.Price * (factor - 1) * weight);
            profit += book
                .Collateral.Where(coin => coin.IsHedge)
                .Sum(coin => coin.Quantity * coin.Price / account.CoinPrice * (factor - 1) * weight);
            foreach (var expiry in book.Expiries)
            {
                var shocked = Sum(expiry, factor, volatility);
                var years = expiry.Seconds / Year;
                var rate = Math.Max(0, expiry.Rate);
                shocked *=
                    shocked >= 0
                        ? 0.95 * Math.Exp(-years * (rate + 0.08))
                        : Math.Min(Math.Exp(rate * years), 1.04 * Math.Exp(years * ((0.5 * rate) + 0.08)));
                var change = (shocked - Sum(expiry, 1, 'n')) * weight;
                profit += volatility is 'l' or 'a' ? -Math.Abs(change) : change;
            }

            worst = Math.Min(worst, profit);
        }

        var lost = 2 * Math.Max(0, 0.98 - account.CoinPrice);
        return ((worst * (1 + lost)) - maintenance - initial + value, (worst * 0.8) - maintenance + value);
    }

    private static double Doubt(double confidence, double notional) => confidence < 0.55 ? (1 - confidence) * notional : 0;

    private static double Sum(OptionExpiryBook expiry, double factor, char move)
    {
        var years = expiry.Seconds / Year;
        var moving = Math.Min(1, expiry.Seconds / 1800);
        var forward = expiry.Forward * ((moving * factor) + 1 - moving);
        var term = Math.Pow(30 * 86_400 / Math.Max(expiry.Seconds, 86_400), expiry.Seconds <= 30 * 86_400 ? 0.3 : 0.13);
        return expiry.Options.Sum(option =>
        {
            var volatility = move switch
            {
                'u' => Math.Max(0.45, option.Volatility * (1 + (0.5 * term))),
                'd' => option.Volatility * Math.Max(0, 1 - (0.275 * term)),
                'n' => option.Volatility,
                _ => option.Volatility * Skew(option.Strike / expiry.Forward, years, move),
            };
            var undiscounted = Black(option.Type == OptionType.Call ? 1 : -1, forward, option.Strike, volatility * Math.Sqrt(years));
            return option.Quantity * undiscounted * Math.Exp(-Math.Max(0, expiry.Rate) * years);
        });
    }

    private static double Skew(double moneyness, double years, char move)
    {
        var root = Math.Sqrt(years);
        var cap = 0.15 - (0.05 * root);
        var width = Math.Max(0.01, root * 4 * (0.6 - (0.1 * root)));
        var distance = move == 'l' ? Math.Log(moneyness) : Math.Abs(Math.Log(moneyness));
        return Math.Max(0, 1 + Math.Clamp(distance * cap / width, -Math.Abs(cap), Math.Abs(cap)));
    }

    private static double Black(int side, double forward, double strike, double deviation)
    {
        if (deviation == 0)
            return Math.Max(0, side * (forward - strike));

        var middle = Math.Log(forward / strike) / deviation;
        return side * ((forward * Normal(side * (middle + (deviation / 2)))) - (strike * Normal(side * (middle - (deviation / 2)))));
    }

    /// <summary>By the series of odd powers; beyond eight deviations nothing is left that a price would show.</summary>
    private static double Normal(double x)
    {
        if (Math.Abs(x) > 8)
            return x > 0 ? 1 : 0;

        double sum = 0,
            term = x;
        for (var odd = 3; sum + term != sum; odd += 2)
        {
            sum += term;
            term *= x * x / odd;
        }

        return 0.5 + (sum * Math.Exp(-x * x / 2) / Math.Sqrt(2 * Math.PI));
    }
}
