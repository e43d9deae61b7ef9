using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Formats.Tests.Shapes;

public sealed class ShapeTests
{
    private static RecordShape Record { get; } =
        new(
            RecordShape.Required("rate", NumberShape.Share, "a rate"),
            RecordShape.Optional("side", new ChoiceShape("buy", "sell"), "a side"),
            RecordShape.Optional("flag", ChoiceShape.Flag, "yes or no"),
            RecordShape.Optional("day", DateShape.Any, "a day"),
            RecordShape.Optional("name", new TextShape { MaxLength = 5 }, "a name"),
            RecordShape.Optional("count", NumberShape.Whole(1, 9), "a count"),
            RecordShape.Optional("above", NumberShape.Positive, "a price"),
            RecordShape.Optional("list", new ListShape(NumberShape.Any, 2), "numbers"),
            RecordShape.Optional(
                "rows",
                new ListShape(new TupleShape(("price", NumberShape.Positive), ("size", NumberShape.Any))),
                "a book"
            ),
            RecordShape.Optional("map", new MapShape(NumberShape.NotNegative), "amounts"),
            RecordShape.Optional(
                "rule",
                new VariantShape(
                    new Dictionary<string, RecordShape>(StringComparer.Ordinal)
                    {
                        ["up"] = new(),
                        ["down"] = new(RecordShape.Required("by", NumberShape.Any, "how far")),
                    }
                ),
                "a rule"
            )
        );

    [Theory]
    [InlineData("5", 5)]
    [InlineData("5%", 0.05)]
    [InlineData("12.5 %", 0.125)]
    [InlineData("10_000.5", 10_000.5)]
    [InlineData("-1e-3", -0.001)]
    [InlineData("+2E2", 200)]
    [InlineData(".5", 0.5)]
    public void Numbers_are_read_exactly(string text, double expected)
    {
        Assert.True(NumberShape.TryRead(text, out var value));
        Assert.Equal((decimal)expected, value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("%")]
    [InlineData("1,000")]
    [InlineData("0x10")]
    [InlineData("NaN")]
    [InlineData("1e40")]
    [InlineData("1 000")]
    [InlineData("$5")]
    [InlineData("--1")]
    [InlineData("_")]
    public void What_is_no_number_is_not_read(string text) => Assert.False(NumberShape.TryRead(text, out _));

    [Fact]
    public void What_fits_has_no_fault() =>
        Assert.Empty(
            Check(
                "rate: 5%\nside: buy\nflag: true\nday: 2024-10-24T08:00Z\nname: five5\ncount: 9\nabove: 0.1\nlist: [1, 2]\nrows: [[1, -1]]\nmap: {a: 0}\nrule: {kind: down, by: 1}\n"
            )
        );

    [Theory]
    [InlineData("{}", "missing_field", "f:1:1: the field rate is missing: a rate. [missing_field]")]
    [InlineData(
        "rate: 5",
        "out_of_range",
        "f:1:7: rate: expected a number from 0 to 1, found 5. If 5 percent is meant, write 5% or 0.05. [out_of_range]"
    )]
    [InlineData("rate: -0.1", "out_of_range", "f:1:7: rate: expected a number from 0 to 1, found -0.1. [out_of_range]")]
    [InlineData("rate: ten", "not_a_number", "rate: expected a number from 0 to 1, found \"ten\".")]
    [InlineData("rate: [1]", "not_a_number", "rate: expected a number from 0 to 1, found a list.")]
    [InlineData(
        "rate: 1,5",
        "not_a_number",
        "rate: expected a number from 0 to 1, found \"1,5\". Write a point before the decimals and _ between thousands, such as 1_000.5."
    )]
    [InlineData(
        "{rate: 1, sidee: buy}",
        "unknown_field",
        "f:1:11: sidee: there is no such field; known here: rate, side, flag, day, name, count, above, list, rows, map, rule. Did you mean side?"
    )]
    [InlineData("{rate: 1, side: by}", "not_a_choice", "side: expected one of buy, sell, found \"by\". Did you mean buy?")]
    [InlineData("{rate: 1, flag: yes}", "not_a_choice", "flag: expected one of true, false, found \"yes\".")]
    [InlineData("{rate: 1, day: 24.10.2024}", "not_a_date", "day: expected a day such as 2024-10-24")]
    [InlineData("{rate: 1, day: 2024-02-30}", "not_a_date", "day: ")]
    [InlineData("{rate: 1, name: sixsix}", "not_text", "name: expected text of 1 to 5 characters, found \"sixsix\".")]
    [InlineData("{rate: 1, count: 1.5}", "out_of_range", "count: expected a whole number from 1 to 9, found 1.5.")]
    [InlineData("{rate: 1, count: 0}", "out_of_range", "count: expected a whole number from 1 to 9, found 0.")]
    [InlineData("{rate: 1, above: 0}", "out_of_range", "above: expected a number above 0, found 0.")]
    [InlineData("{rate: 1, list: 5}", "not_a_list", "list: expected a list, found \"5\".")]
    [InlineData("{rate: 1, list: [5]}", "too_few", "list: expected at least 2 items, found 1.")]
    [InlineData("{rate: 1, list: [5, x]}", "not_a_number", "list[1]: expected a number, found \"x\".")]
    [InlineData("{rate: 1, rows: [[1]]}", "not_a_row", "rows[0]: expected a row [price, size], found a list of 1.")]
    [InlineData("{rate: 1, rows: [[0, 1]]}", "out_of_range", "rows[0][0]: expected a number above 0, found 0.")]
    [InlineData("{rate: 1, map: [1]}", "not_a_mapping", "map: expected named entries, found a list.")]
    [InlineData("{rate: 1, map: {a: -1}}", "out_of_range", "map.a: expected a number of at least 0, found -1.")]
    [InlineData("{rate: 1, rule: up}", "not_a_mapping", "rule: expected named fields with a kind, found \"up\".")]
    [InlineData("{rate: 1, rule: {}}", "missing_field", "rule: the field kind is missing; it is one of down, up.")]
    [InlineData("{rate: 1, rule: {kind: dwn}}", "not_a_choice", "rule.kind: expected one of down, up, found \"dwn\". Did you mean down?")]
    [InlineData("{rate: 1, rule: {kind: down}}", "missing_field", "rule: the field by is missing: how far.")]
    public void A_fault_names_field_value_and_what_is_allowed(string text, string code, string message)
    {
        var fault = Assert.Single(Check(text));

        Assert.Equal(code, fault.Code);
        Assert.Contains(message, new DocumentException("f", [fault]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_faults_are_told_at_once_in_the_order_of_the_file()
    {
        var faults = new FaultList("f");
        Record.Check(DocumentReader.Read("f", "side: x\ncount: 0\nratte: 1\n"), faults);

        Assert.Equal([1, 1, 2, 3], faults.ToException().Faults.Select(fault => fault.Place.Line));
    }

    [Fact]
    public void The_schema_says_the_same_as_the_check()
    {
        var schema = Record.ToSchema();

        Assert.Equal("[\"rate\"]", schema["required"]!.ToJsonString());
        Assert.False(schema["additionalProperties"]!.GetValue<bool>());
        string Of(string field) => schema["properties"]![field]!.ToJsonString();
        Assert.Contains("\"minimum\":0,\"maximum\":1", Of("rate"), StringComparison.Ordinal);
        Assert.Contains("\"enum\":[\"buy\",\"sell\"]", Of("side"), StringComparison.Ordinal);
        Assert.Contains("\"boolean\"", Of("flag"), StringComparison.Ordinal);
        Assert.Contains("\"integer\"", Of("count"), StringComparison.Ordinal);
        Assert.Contains("\"exclusiveMinimum\":0", Of("above"), StringComparison.Ordinal);
        Assert.Contains("\"minItems\":2", Of("list"), StringComparison.Ordinal);
        Assert.Contains("\"title\":\"price\"", Of("rows"), StringComparison.Ordinal);
        Assert.Contains("\"additionalProperties\":{", Of("map"), StringComparison.Ordinal);
        Assert.Contains("\"oneOf\":[{", Of("rule"), StringComparison.Ordinal);
        Assert.Contains("\"pattern\"", Of("day"), StringComparison.Ordinal);
        Assert.Contains("\"maxLength\":5", Of("name"), StringComparison.Ordinal);
        Assert.Contains("\"description\":\"a rate\"", Of("rate"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("instrumnet", "instrument")]
    [InlineData("Quantity", "quantity")]
    [InlineData("colour", null)]
    public void A_misspelt_word_is_guessed_when_it_is_near(string word, string? meant) =>
        Assert.Equal(meant is null ? "" : $"Did you mean {meant}?", Nearest.Advice(word, ["instrument", "quantity", "entry"]));

    private static IReadOnlyList<DocumentFault> Check(string text)
    {
        var faults = new FaultList("f");
        Record.Check(DocumentReader.Read("f", text), faults);
        return faults.Faults;
    }
}
