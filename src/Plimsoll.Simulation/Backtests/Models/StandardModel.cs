using System.Globalization;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;

namespace Plimsoll.Simulation.Backtests.Models;

/// <summary>Standard margin of a model file: what an estimate of the same positions says initially. Futures only.</summary>
internal sealed class StandardModel(Model model) : IBacktestModel
{
    private const int QuantityDecimals = 6;

    public double Margin(in BookView view)
    {
        if (view.Kind == BookKind.ShortVolatility)
        {
            throw new CannotMarginException("options are tested under portfolio margin only");
        }

        var margin = model.Margin!;
        var (positions, market) = (new List<string>(), new SortedDictionary<string, string>(StringComparer.Ordinal));
        foreach (var position in view.Positions)
        {
            var (coin, price) = (view.Coin(position.PriceFactor), Number(view.Price(position.PriceFactor)));
            var future =
                margin.LinearPerpetual(coin) ?? throw new CannotMarginException($"it has no linear perpetual on {coin} in dollars");
            var perContract = view.Price(position.PriceFactor) * (double)future.Multiplier;
            var quantity = Math.Round(position.Quantity * ListedModel.Notional / perContract, QuantityDecimals);
            positions.Add($"  - {{instrument: \"{future.Name}\", quantity: {Number(quantity)}}}");
            // In this order: some venues call the perpetual by the coin's name.
            market[coin] = $"{{index: {price}}}";
            market[future.Name] = $"{{mark: {price}, index: {price}}}";
            if (future.Settlement != margin.Numeraire)
            {
                market[future.Settlement] = "{index: 1}";
            }
        }

        var text = string.Join(
            '\n',
            [
                $"model: {model.Name}",
                $"at: {DateTimeOffset.FromUnixTimeMilliseconds(view.StartMs):yyyy-MM-dd}",
                "positions:",
                .. positions,
                "market:",
                .. market.Select(quote => $"  \"{quote.Key}\": {quote.Value}"),
            ]
        );
        var figures = Estimate.Figures(model, PortfolioReader.Read("the book", text));
        return figures.InitialMargin is { } initial
            ? (double)initial / ListedModel.Notional
            : throw new CannotMarginException("it states no initial margin");
    }

    /// <summary>Without an exponent, and with no more digits than a price has.</summary>
    private static string Number(double number) => ((decimal)number).ToString("0.############", CultureInfo.InvariantCulture);
}
