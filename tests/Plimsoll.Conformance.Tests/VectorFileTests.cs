using Plimsoll.Formats.Documents;

namespace Plimsoll.Conformance.Tests;

public sealed class VectorFileTests
{
    [Theory]
    [InlineData("", "not_json", "f.json:1:1: expected JSON, an object with a list called vectors; found an empty file.")]
    [InlineData(
        "name: pier\nvenue: Pier\n",
        "not_json",
        "f.json:1:1: expected JSON, an object with a list called vectors; found something else."
    )]
    [InlineData("{\n  \"vectors\": [\n}", "malformed", "f.json:3:1: not well-formed JSON")]
    [InlineData("{\"a\": 1, \"a\": 2}", "malformed", "Duplicate property 'a'")]
    [InlineData("[]", "not_vectors", "expected an object with a list called vectors")]
    [InlineData("null", "not_json", "an object with a list called vectors")]
    [InlineData("{\"vectors\": {}}", "not_vectors", "expected an object with a list called vectors")]
    [InlineData("{\"vectors\": []}", "no_vectors", "found an empty list")]
    [InlineData(
        "name: t\nall: [\n  1,\n  2]\n",
        "not_json",
        "f.json:1:1: expected JSON, an object with a list called vectors; found something else"
    )]
    [InlineData("{\"vectors\": [7]}", "not_a_vector", "vectors[0]: expected an object")]
    [InlineData("{\"vectors\": [{}]}", "missing_field", "vectors[0].id: expected a name as text")]
    [InlineData("{\"vectors\": [{\"id\": 3}]}", "wrong_type", "vectors[0].id: expected a name as text, found 3")]
    [InlineData(
        "{\"vectors\": [{\"id\": \"a\", \"kind\": []}]}",
        "wrong_type",
        "vectors[0] (a).kind: expected what it is about as text, found a list"
    )]
    [InlineData("{\"vectors\": [{\"id\": \"a\", \"kind\": \"k\"}]}", "missing_field", "vectors[0] (a).inputs")]
    [InlineData(
        "{\"vectors\": [{\"id\": \"a\", \"kind\": \"k\", \"inputs\": {}, \"expected\": 4}]}",
        "wrong_type",
        "vectors[0] (a).expected: expected an object, found 4"
    )]
    [InlineData(
        "{\"vectors\": [{\"id\": \"a\", \"kind\": \"k\", \"inputs\": {}, \"expected\": {}, \"venue\": 4}]}",
        "wrong_type",
        "vectors[0] (a).venue"
    )]
    public void What_is_no_file_of_vectors_is_told_with_its_place(string text, string code, string message)
    {
        var exception = Assert.Throws<DocumentException>(() => VectorFile.Read("f.json", text));

        Assert.Equal(code, exception.Faults[0].Code);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_vectors_that_cannot_be_read_are_told_at_once()
    {
        var exception = Assert.Throws<DocumentException>(() => VectorFile.Read("f.json", "{\"vectors\": [1, {}, {\"id\": \"a\"}]}"));

        Assert.Equal(["vectors[0]", "vectors[1].id", "vectors[2] (a).kind"], exception.Faults.Select(fault => fault.Path));
    }

    [Fact]
    public void What_has_another_form_is_told_with_line_and_column()
    {
        const string Text = """
            {"vectors": [
              {"id": "ä", "kind": "k", "expected": {},
               "inputs": [1]},
              7,
              {"kind": "k"}
            ]}
            """;

        var exception = Assert.Throws<DocumentException>(() => VectorFile.Read("f.json", Text));

        Assert.Equal([(3, 14), (4, 3), (5, 3)], exception.Faults.Select(fault => (fault.Place.Line, fault.Place.Column)));
    }

    [Fact]
    public void Nesting_without_end_is_malformed()
    {
        var text = "{\"vectors\":" + new string('[', 10_000) + new string(']', 10_000) + "}";

        Assert.Equal("malformed", Assert.Throws<DocumentException>(() => VectorFile.Read("f.json", text)).Faults[0].Code);
    }

    [Theory]
    [InlineData("no-such-file.json", "no_file")]
    [InlineData(".", "not_a_file")]
    public void A_file_must_be_there(string path, string code) =>
        Assert.Equal(code, Assert.Throws<DocumentException>(() => VectorFile.Load(path)).Faults[0].Code);

    [Theory]
    [InlineData("\"venue\": \"okx\",", "okx")]
    [InlineData("\"engine\": \"drift\",", "drift")]
    [InlineData("", "vega")]
    public void The_venue_is_named_in_one_of_three_ways(string field, string venue)
    {
        var text = $"{{\"vectors\": [{{{field} \"id\": \"a\", \"kind\": \"k\", \"inputs\": {{}}, \"expected\": {{}}}}]}}";

        Assert.Equal(venue, Assert.Single(VectorFile.Read("f.json", text)).Venue);
    }
}
