using Plimsoll.Formats.Documents;
using Plimsoll.Formats.PortfolioRules;

namespace Plimsoll.Formats.Tests.PortfolioRules;

public sealed class MoveFileTests
{
    private const string Text =
        "# remark\nday,BTC,BTC volatility,ETH,ETH volatility,weight\n2026-01-01,0.1,-0.2,0.3,0,1\r\n\n2026-01-02,-0.01,2e-3,0,0,2.5\n";

    [Fact, Trait("Criterion", "VARR-121")]
    public void A_row_for_each_period_and_a_column_for_each_move()
    {
        var (underlyings, rows) = MoveFile.Read("moves.csv", Text);

        Assert.Equal(["BTC", "ETH"], underlyings);
        Assert.Equal(["2026-01-01", "2026-01-02"], rows.Select(row => row.Name));
        Assert.Equal([0.1, 0.3], rows[0].Prices);
        Assert.Equal([0.002, 0], rows[1].Volatilities);
        Assert.Equal([1, 2.5], rows.Select(row => row.Weight));
    }

    [Fact, Trait("Criterion", "VARR-121")]
    public void What_is_written_is_read_again()
    {
        var (underlyings, rows) = MoveFile.Read("moves.csv", Text);
        var (again, same) = MoveFile.Read("moves.csv", MoveFile.Write(["of nothing"], underlyings, rows));

        Assert.Equal(underlyings, again);
        Assert.Equal(
            rows.Select(row => (row.Name, row.Prices[0], row.Volatilities[1])),
            same.Select(row => (row.Name, row.Prices[0], row.Volatilities[1]))
        );
    }

    [Theory, Trait("Criterion", "VARR-121")]
    [InlineData("", "m.csv:1:1: expected a header such as day,BTC,BTC volatility and at least one row of moves. [empty]")]
    [InlineData("day\n2026,1", "m.csv:1:1: expected a column for each underlying, such as day,BTC,ETH; found none. [empty]")]
    [InlineData("day,BTC\n", "m.csv:1:1: expected a header such as day,BTC,BTC volatility and at least one row of moves. [empty]")]
    [InlineData("day,BTC,BTC\nx,1,1", "m.csv:1:3: expected a name that no other column has, found \"BTC\". [same_column]")]
    [InlineData("day,BTC,ETH volatility\nx,1,1", "m.csv:1:3: \"ETH volatility\" has no column of its price beside it. [unknown_column]")]
    [InlineData("day,BTC\nx,1,2", "m.csv:2:1: expected 2 values, found 3. [not_a_row]")]
    [InlineData(
        "day,BTC\nx,",
        "m.csv:2:2: expected a number from -20 to 20, found \"\". Leave out the days that one of them lacks. [out_of_range]"
    )]
    [InlineData("day,BTC\nx,NaN", "m.csv:2:2: expected a number from -20 to 20, found \"NaN\". [out_of_range]")]
    [InlineData("day,BTC\nx,1\nx,2", "m.csv:3:1: a second row is called x. [same_row]")]
    [InlineData("day,BTC,weight\nx,1,-1", "m.csv:2:3: expected a number from 0 to 1000000000, found \"-1\". [out_of_range]")]
    public void What_is_none_is_told_with_its_place(string text, string told) =>
        Assert.Equal(told, Assert.Throws<DocumentException>(() => MoveFile.Read("m.csv", text)).Message);

    [Fact, Trait("Criterion", "VARR-121")]
    public void Volatilities_move_for_all_or_for_none() =>
        Assert.Contains(
            "there is no column \"ETH volatility\"",
            Assert.Throws<DocumentException>(() => MoveFile.Read("m.csv", "day,BTC,BTC volatility,ETH\nx,1,1,1")).Message,
            StringComparison.Ordinal
        );

    [Fact, Trait("Criterion", "VARR-121")]
    public void A_file_of_faults_tells_the_first_of_them() =>
        Assert.Equal(
            10,
            Assert
                .Throws<DocumentException>(() => MoveFile.Read("m.csv", "day,BTC\n" + string.Concat(Enumerable.Repeat("x,y\n", 1_000))))
                .Faults.Count
        );
}
