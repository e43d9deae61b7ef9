using System.Text.Json;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Formats.Tests;

/// <summary>The schemas that editors load are those that files are checked by.</summary>
public sealed class SchemaFileTests
{
    [Theory]
    [InlineData("model")]
    [InlineData("portfolio")]
    public void A_published_schema_is_that_of_the_reader(string name)
    {
        var file = RepositoryFiles.PathOf("docs", "schemas", $"{name}.schema.json");

        Assert.True(
            string.Equals(
                File.ReadAllText(file).Trim().ReplaceLineEndings("\n"),
                PublishedSchema.Of(name).Trim().ReplaceLineEndings("\n"),
                StringComparison.Ordinal
            ),
            $"docs/schemas/{name}.schema.json is not what plimsoll schema {name} prints. Renew it: ./run schema {name} > docs/schemas/{name}.schema.json"
        );
    }

    /// <summary>Every field of a model or a portfolio tells an editor what it means.</summary>
    [Theory]
    [InlineData("model")]
    [InlineData("portfolio")]
    public void Every_field_has_a_description(string name)
    {
        using var schema = JsonDocument.Parse(PublishedSchema.Of(name));

        Assert.All(
            schema.RootElement.GetProperty("properties").EnumerateObject(),
            field => Assert.NotEmpty(field.Value.GetProperty("description").GetString()!)
        );
    }
}
