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
}
