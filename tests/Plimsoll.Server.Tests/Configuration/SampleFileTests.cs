using System.Text.Json;
using System.Text.Json.Nodes;
using Plimsoll.Server.Configuration;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Server.Tests.Configuration;

/// <summary>The sample and the schema are made from the statement that files are checked by.</summary>
public sealed class SampleFileTests
{
    private static readonly string SamplePath = RepositoryFiles.PathOf("samples", "server", "plimsoll.yaml");
    private static readonly string SchemaPath = RepositoryFiles.PathOf("docs", "schemas", "server.schema.json");

    [Fact, Trait("Criterion", "SECU-064")]
    public void The_sample_is_exactly_the_defaults()
    {
        var settings = SettingsReader.Read(
            SamplePath,
            File.ReadAllText(SamplePath),
            new Dictionary<string, string>(StringComparer.Ordinal)
        );

        Assert.Equal(SettingsText.Of(ServerSettings.Default).ToJsonString(), SettingsText.Of(settings).ToJsonString());
    }

    [Fact, Trait("Criterion", "SECU-064")]
    public void The_sample_and_the_schema_are_current()
    {
        // PLIMSOLL_RENEW=1 writes them.
        if (Environment.GetEnvironmentVariable("PLIMSOLL_RENEW") == "1")
        {
            File.WriteAllText(SamplePath, SampleFile.Of(ServerSettings.Default));
            File.WriteAllText(SchemaPath, SettingsText.Schema() + "\n");
        }

        Assert.Equal(SampleFile.Of(ServerSettings.Default), File.ReadAllText(SamplePath));
        Assert.Equal(SettingsText.Schema(), File.ReadAllText(SchemaPath).TrimEnd());
    }

    [Fact, Trait("Criterion", "SECU-064")]
    public void Every_field_is_in_the_sample_with_its_meaning()
    {
        var sample = File.ReadAllText(SamplePath);

        Assert.All(
            EnvironmentOverrides.Known,
            each =>
            {
                Assert.Contains($"{each.Field.Name}:", sample, StringComparison.Ordinal);
                Assert.Contains(each.Field.Meaning[1..], sample, StringComparison.Ordinal);
            }
        );
    }

    [Fact, Trait("Criterion", "SECU-064")]
    public void The_schema_tells_each_default_and_meaning()
    {
        var limits = JsonNode.Parse(SettingsText.Schema())!["properties"]!["limits"]!["properties"]!.AsObject();

        Assert.All(limits, field => Assert.NotNull(field.Value!["default"]));
        Assert.All(limits, field => Assert.Equal(JsonValueKind.String, field.Value!["description"]!.GetValueKind()));
    }

    [Fact, Trait("Criterion", "SECU-064")]
    public void A_sample_of_other_settings_reads_back_as_them()
    {
        var settings = new ServerSettings
        {
            Tls = new() { Certificate = "/etc/it's here/a: b.pem", PasswordFile = "#secret" },
            Telemetry = new() { OtlpEndpoint = new("http://127.0.0.1:4317") },
            Feeds = [new("okx", ["@x"], "BTC-USD", "okx", new("wss://example.test/ws"))],
        };

        var back = SettingsReader.Read("sample", SampleFile.Of(settings), new Dictionary<string, string>(StringComparer.Ordinal));

        Assert.Equal(SettingsText.Of(settings).ToJsonString(), SettingsText.Of(back).ToJsonString());
    }
}
