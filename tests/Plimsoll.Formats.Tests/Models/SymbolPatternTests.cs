using System.Globalization;
using Plimsoll.Formats.Models;

namespace Plimsoll.Formats.Tests.Models;

public sealed class SymbolPatternTests
{
    [Theory]
    [InlineData("BTC-{expiry}-{strike}-{right}", "BTC-27DEC24-55000-C", "2024-12-27", 55_000.0, "call")]
    [InlineData("BTC-{expiry}-{strike}-{right}", "BTC-5JAN24-0.5-P", "2024-01-05", 0.5, "put")]
    [InlineData("BTC-{expiry}-{strike}-{right}", "BTC-20241227-1-put", "2024-12-27", 1.0, "put")]
    [InlineData("{strike}{right}", "", null, null, null)]
    [InlineData("F_{expiry}", "F_2024-12-27", "2024-12-27", null, null)]
    [InlineData("BTC-{expiry}-{strike}-{right}", "ETH-27DEC24-55000-C", null, null, null)]
    [InlineData("BTC-{expiry}-{strike}-{right}", "BTC-27DEC24-55000-CC", null, null, null)]
    [InlineData("BTC-{expiry}-{strike}-{right}", "BTC-27DEC24-55000", null, null, null)]
    [InlineData("BTC-{expiry}-{strike}-{right}", "BTC-31FEB24-55000-C", null, null, null)]
    [InlineData("BTC-{expiry}-{strike}-{right}", "BTC-27DEC24--1-C", null, null, null)]
    [InlineData("BTC-{expiry}-{strike}-{right}", "BTC-27DEC24-0-C", null, null, null)]
    [InlineData("BTC-{expiry}-{strike}-{right}", "BTC", null, null, null)]
    [InlineData("BTC-{expiry}-{strike}-{right}", "", null, null, null)]
    public void A_symbol_is_read_by_its_places(string pattern, string symbol, string? expiry, double? strike, string? right)
    {
        var match = new SymbolPattern(pattern).Match(symbol);

        Assert.Equal(expiry is null, match is null);
        Assert.Equal(expiry, match?.Expiry?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Assert.Equal(((decimal?)strike, right), (match?.Strike, match?.Right));
    }

    [Theory]
    [InlineData("BTC-31NOV26-70000-C", "31 November 2026 does not exist")]
    [InlineData("BTC-30FEB24-70000-C", "30 February 2024 does not exist")]
    [InlineData("BTC-SOON-70000-C", "expected an expiry such as 27NOV26, found SOON")]
    [InlineData("BTC-0NOV26-70000-C", "expected an expiry such as 27NOV26, found 0NOV26")]
    [InlineData("BTC-27NOV26-0-C", "expected a strike above zero, found 0")]
    [InlineData("BTC-27NOV26-x-C", "expected a strike above zero, found x")]
    [InlineData("BTC-27NOV26-70000-c", "expected C or P for the right, found c")]
    [InlineData("BTC-27NOV26-70000-C", null)]
    [InlineData("BTC-PERP", null)]
    [InlineData("ETH-31NOV26-70000-C", null)]
    public void What_is_wrong_with_a_symbol_is_told(string symbol, string? trouble) =>
        Assert.Equal(trouble, new SymbolPattern("BTC-{expiry}-{strike}-{right}").Trouble(symbol));

    [Theory]
    [InlineData(
        "derive-pmrm-2",
        "BTC-31NOV26-70000-C",
        "31 November 2026 does not exist",
        "Its BTC options are written BTC-{expiry}-{strike}-{right}."
    )]
    [InlineData("okx-pm", "BTC-27NOV26-70000-C", "it lists:", "did you mean BTC-USD-27NOV26-70000-C?")]
    [InlineData("derive-pmrm-2", "BTC-PERPETUAL", "BTC-{expiry}-{strike}-{right} (BTC options)", "did you mean BTC-PERP?")]
    [InlineData("binance-usdm", "BTCUSDTT", "it lists:", "Did you mean BTCUSDT?")]
    [InlineData("cme-span", "ES-31NOV26-6900-C", "31 November 2026 does not exist", "Its ES options are written")]
    public void A_symbol_that_is_not_listed_is_told_with_what_was_meant(string name, string symbol, string message, string advice)
    {
        var model = ModelCatalog.BuiltIn.Find(name)!;

        var told = SymbolAdvice.Of(model, model.Margin!, symbol);

        Assert.Contains(message, told.Message, StringComparison.Ordinal);
        Assert.Contains(advice, told.Advice, StringComparison.Ordinal);
    }
}
