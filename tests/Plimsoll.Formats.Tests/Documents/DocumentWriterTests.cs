using System.Text.Json.Nodes;
using Plimsoll.Formats.Documents;

namespace Plimsoll.Formats.Tests.Documents;

public sealed class DocumentWriterTests
{
    [Fact]
    public void Sections_are_blocks_and_short_rows_are_lines()
    {
        var data = (JsonObject)
            JsonNode.Parse(
                """{"name": "x", "market": {"BTC": {"mark": 1.50, "index": 2}}, "positions": [{"instrument": "BTC", "quantity": -1e-7}], "none": []}"""
            )!;

        const string Expected = """
            name: x
            market:
              BTC: {mark: 1.50, index: 2}
            positions:
              - {instrument: BTC, quantity: -1e-7}
            none: []

            """;
        Assert.Equal(Expected.ReplaceLineEndings("\n"), DocumentWriter.Write(data));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("~")]
    [InlineData("true")]
    [InlineData("1.50")]
    [InlineData("a: b")]
    [InlineData("# no comment")]
    [InlineData("two\nlines\t\u0007")]
    [InlineData("- item")]
    [InlineData("{x}")]
    [InlineData("*alias")]
    [InlineData("%tag")]
    [InlineData("'quoted\"")]
    [InlineData(" padded ")]
    [InlineData("BTC-{expiry}-{strike}")]
    [InlineData("Müller €")]
    [InlineData("a, b]")]
    public void Text_is_read_back_as_the_same_text(string text)
    {
        var data = new JsonObject
        {
            ["a"] = text,
            ["deep"] = new JsonObject
            {
                ["row"] = new JsonArray(text, text),
                ["named"] = new JsonObject { [text] = 1 },
            },
        };

        var root = DocumentReader.Read("f", DocumentWriter.Write(data));

        var scalar = Assert.IsType<ScalarNode>(root["a"]);
        Assert.Equal((text, false), (scalar.Text, scalar.IsNull));
        var deep = Assert.IsType<MappingNode>(root["deep"]);
        Assert.All(Assert.IsType<ListNode>(deep["row"]).Items, item => Assert.Equal(text, Assert.IsType<ScalarNode>(item).Text));
        Assert.Equal(text, Assert.Single(Assert.IsType<MappingNode>(deep["named"]).Entries).Name);
    }
}
