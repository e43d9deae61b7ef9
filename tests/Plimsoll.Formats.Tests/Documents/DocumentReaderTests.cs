using System.Globalization;
using System.Text;
using Plimsoll.Formats.Documents;

namespace Plimsoll.Formats.Tests.Documents;

public sealed class DocumentReaderTests
{
    [Theory]
    [InlineData("a: 1\nb: {c: [2, '3']}\n")]
    [InlineData("{\"a\": 1, \"b\": {\"c\": [2, \"3\"]}}")]
    public void Yaml_and_json_are_the_same(string text)
    {
        var root = DocumentReader.Read("f", text);

        Assert.Equal("1", Scalar(root["a"]).Text);
        var list = Assert.IsType<ListNode>(Assert.IsType<MappingNode>(root["b"])["c"]);
        Assert.Equal(
            [("b.c[0]", "2", false), ("b.c[1]", "3", true)],
            list.Items.Select(Scalar).Select(item => (item.Path, item.Text, item.IsQuoted))
        );
    }

    [Fact]
    public void Every_node_knows_its_line_and_column()
    {
        var root = DocumentReader.Read("f", "# a comment\na:\n  - x\n  - {b: 7}\n");

        var list = Assert.IsType<ListNode>(root["a"]);
        Assert.Equal(new(3, 5), list.Items[0].Place);
        Assert.Equal(new(4, 9), Assert.IsType<MappingNode>(list.Items[1])["b"]!.Place);
    }

    [Fact]
    public void Null_is_as_if_it_were_not_there_and_quoted_words_are_text()
    {
        var root = DocumentReader.Read("f", "a: null\nb: ~\nc:\nd: 'null'\ne: ''\n");

        Assert.Null(root["a"] ?? root["b"] ?? root["c"]);
        Assert.Equal("null", Scalar(root["d"]).Text);
        Assert.Equal("", Scalar(root["e"]).Text);
    }

    [Theory]
    [InlineData("", "not_a_mapping", "f:1:1: expected named fields, found an empty file.")]
    [InlineData("# only words\n", "not_a_mapping", "found an empty file")]
    [InlineData("- 1\n", "not_a_mapping", "expected named fields, found a list.")]
    [InlineData("word", "not_a_mapping", "expected named fields, found \"word\".")]
    [InlineData("a: 1\na: 2\n", "malformed", "f:2:1: not well-formed YAML or JSON: The field a stands here twice.")]
    [InlineData("{\"a\": 1, \"a\": 2}", "malformed", "The field a stands here twice.")]
    [InlineData(
        "a: 1\n---\nb: 2\n",
        "malformed",
        "f:2:1: not well-formed YAML or JSON: A second document begins here; one file holds one."
    )]
    [InlineData("a: *b\n", "malformed", "f:1:4: not well-formed YAML or JSON: There is no anchor &b before this alias.")]
    [InlineData("? [a]\n: 1\n", "malformed", "Names of fields must be plain text.")]
    [InlineData("a: [1, 2\n", "malformed", "f:")]
    [InlineData("{\"a\": }}", "malformed", "f:1:")]
    [InlineData(
        "a:\n\tb: 1\n",
        "malformed",
        "f:2:1: not well-formed YAML or JSON: A tab is used to indent this line; YAML indents with spaces."
    )]
    [InlineData("a: &x 1\n*x : 2\n", "malformed", "f:2:1")]
    public void What_is_not_plain_data_is_told_with_its_place(string text, string code, string message)
    {
        var exception = Assert.Throws<DocumentException>(() => DocumentReader.Read("f", text));

        Assert.Equal(code, Assert.Single(exception.Faults).Code);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_alias_is_a_copy_with_the_line_of_what_it_copies()
    {
        var root = DocumentReader.Read("f", "a: &x {b: 1}\nc: *x\n");

        var copy = Assert.IsType<MappingNode>(root["c"])["b"]!;
        Assert.Equal(("c.b", new SourcePlace(1, 11)), (copy.Path, copy.Place));
    }

    [Theory]
    [InlineData("{", "")]
    [InlineData("[", "")]
    [InlineData("{a: ", "")]
    [InlineData("- ", "")]
    public void Nesting_without_end_is_a_fault(string open, string end)
    {
        var text = "a: " + string.Concat(Enumerable.Repeat(open, 100_000)) + end;

        Assert.Equal("malformed", Assert.Throws<DocumentException>(() => DocumentReader.Read("f", text)).Faults[0].Code);
    }

    [Fact]
    public void Sixty_levels_are_read()
    {
        var text = "a: " + new string('[', 60) + new string(']', 60);

        Assert.IsType<ListNode>(DocumentReader.Read("f", text)["a"]);
    }

    /// <summary>Ten aliases of ten aliases of ten, and so on: a few lines that would be ten thousand million nodes.</summary>
    [Fact]
    public void Aliases_of_aliases_do_not_grow_without_bound()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 10; i++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]");
        }

        var exception = Assert.Throws<DocumentException>(() => DocumentReader.Read("f", text.ToString()));

        Assert.Contains("too large", exception.Message, StringComparison.Ordinal);
    }

    /// <summary>Each alias is nested once deeper: the document is small, the tree deep.</summary>
    [Fact]
    public void Aliases_do_not_nest_without_bound()
    {
        var text = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 2_000; i++)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"a{i}: &a{i} [*a{i - 1}]");
        }

        Assert.Equal("malformed", Assert.Throws<DocumentException>(() => DocumentReader.Read("f", text.ToString())).Faults[0].Code);
    }

    private static ScalarNode Scalar(DocumentNode? node) => Assert.IsType<ScalarNode>(node);

    /// <summary>The parser notices at the end of the file what was forgotten long before.</summary>
    [Theory]
    [InlineData("a: 1\nb: {c: 2\nd: 3\n", 2, 4, "the { here is never closed.")]
    [InlineData("b: [1, {c: 2]\nd: 3\n", 1, 8, "the { here is never closed.")]
    [InlineData("b: [1, 2 # ]\nd: \"]\"\n", 1, 4, "the [ here is never closed.")]
    [InlineData("\0\u0001PNG", 0, 0, "this is a binary file.")]
    public void What_was_forgotten_is_told_where_it_began(string text, int line, int column, string message)
    {
        var fault = Assert.Single(Assert.Throws<DocumentException>(() => DocumentReader.Read("x", text)).Faults);

        Assert.Equal((line, column), (fault.Place.Line, fault.Place.Column));
        Assert.EndsWith(message, fault.Message, StringComparison.Ordinal);
    }
}
