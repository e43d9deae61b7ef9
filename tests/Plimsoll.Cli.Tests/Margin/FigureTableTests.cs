using Plimsoll.Cli.Margin;

namespace Plimsoll.Cli.Tests.Margin;

public sealed class FigureTableTests
{
    private static readonly string[] Numbers = ["66,250.00", "1,325.00", "-46,608.80", "7,411.77 %", "already below"];

    /// <summary>Whatever the terminal: every cell is there, whole, and no line is longer than it has to be.</summary>
    [Theory]
    [InlineData(40)]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(100)]
    [InlineData(120)]
    [InlineData(160)]
    public void No_number_is_left_out_or_broken_at_any_width(int width)
    {
        var text = Shown(width, rows: 7);

        Assert.All(Numbers, number => Assert.Equal(7, text.Split(number).Length - 1));
        Assert.All(["BTC-27NOV26-75000-C", "maintenance", "liquidation"], word => Assert.Contains(word, text, StringComparison.Ordinal));
        Assert.DoesNotContain("…", text, StringComparison.Ordinal);
        Assert.All(text.Split('\n'), line => Assert.True(line.TrimEnd().Length <= Math.Max(width, 45), $"{line.Length}: {line}"));
    }

    [Fact]
    public void What_fits_stands_upright_in_one_table()
    {
        var text = Shown(160, rows: 2);

        Assert.Equal(2, text.Split("liquidation price").Length);
        Assert.Equal(3, text.Split('├', '╰').Length);
    }

    [Fact]
    public void Parts_on_their_side_are_of_one_length()
    {
        var heads = Shown(80, rows: 4).Split('\n').Where(line => line.StartsWith("│ instrument", StringComparison.Ordinal));

        Assert.Equal([4, 4], heads.Select(line => line.Split('│').Length - 1));
    }

    [Theory]
    [InlineData("one two three four", 2, 12, "  one two\n    three\n    four\n")]
    [InlineData("one two", 0, 80, "one two\n")]
    [InlineData("unbreakable-word", 2, 5, "  unbreakable-word\n")]
    public void Sentences_break_between_words(string text, int indent, int width, string expected)
    {
        using var output = new StringWriter { NewLine = "\n" };

        Tables.Line(output, text, indent, width);

        Assert.Equal(expected, output.ToString());
    }

    private static string Shown(int width, int rows)
    {
        var table = new FigureTable(
            "positions",
            "instrument:",
            "mark",
            "initial margin",
            "maintenance margin",
            "margin ratio",
            "liquidation price",
            "in:"
        );
        for (var row = 0; row < rows; row++)
        {
            table.Row(["BTC-27NOV26-75000-C", .. Numbers, "USDT"]);
        }

        using var output = new StringWriter { NewLine = "\n" };
        Tables.Write(output, table, width);
        return output.ToString();
    }
}
