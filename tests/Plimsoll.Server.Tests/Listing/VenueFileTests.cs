using Plimsoll.Formats.Documents;
using Plimsoll.Server.Configuration;
using Plimsoll.Server.Listing;
using Plimsoll.Server.Tests.Api;
using Plimsoll.Testing.Scenarios;

namespace Plimsoll.Server.Tests.Listing;

/// <summary>What a venue lists, from a file.</summary>
public sealed class VenueFileTests : IDisposable
{
    private static readonly string SamplePath = RepositoryFiles.PathOf("samples", "server", "venue.yaml");
    private static readonly string SchemaPath = RepositoryFiles.PathOf("docs", "schemas", "venue.schema.json");

    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-venue-").FullName;

    private static string Sample => File.ReadAllText(SamplePath);

    /// <summary>One more index, and other tiers of what is listed.</summary>
    private static string Changed =>
        Sample
            .Replace("indices:", "indices:\n  - { index: SOL/USD, decimals: 3, sources: [{ source: kraken }] }", StringComparison.Ordinal)
            .Replace("floor: 1000000", "floor: 2000000", StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact, Trait("Criterion", "SECU-066")]
    public async Task A_start_lists_the_file_and_the_next_one_what_was_added()
    {
        var file = Written(Sample);
        await using var world = await ServerWorld.StartAsync(new() { IsListed = false, Venue = file });

        var instruments = await NamesAsync(world);
        var index = await world.Ok(HttpMethod.Get, "indices/BTC%2FUSD");
        await world.Stop();
        await File.WriteAllTextAsync(file, Changed, TestContext.Current.CancellationToken);
        await world.Start();
        var later = await NamesAsync(world);
        var indices = (await world.Ok(HttpMethod.Get, "indices"))["items"]!.AsArray();
        var tiers = (await world.Ok(HttpMethod.Get, "instruments/BTC-PERP"))["rules"]!["margin"]!["tiers"]!;

        Assert.Equal(
            [
                "listed from " + file + ": SOL/USD",
                "BTC-PERP stays as it is; " + file + " says otherwise of margin.tiers[1].floor. What is listed changes by proposals alone.",
            ],
            world.Server.ListingNotes
        );
        Assert.Equal(["BTC-PERP", "PF_ETHUSD"], instruments);
        Assert.Equal(3, index["sources"]!.AsArray().Count);
        Assert.Equal(instruments, later);
        Assert.Equal(["BTC/USD", "ETH/USD", "SOL/USD"], indices.Select(each => (string)each!["index"]!));
        Assert.Equal("1000000", (string)tiers[1]!["floor"]!);
    }

    [Fact, Trait("Criterion", "SECU-066")]
    public async Task A_file_of_comments_lists_nothing()
    {
        await using var world = await ServerWorld.StartAsync(new() { IsListed = false, Venue = Written("# nothing\n") });

        Assert.Empty(await NamesAsync(world));
    }

    [Fact, Trait("Criterion", "SECU-066")]
    public async Task What_is_refused_stops_the_start_with_line_and_field()
    {
        var world = new ServerWorld
        {
            IsListed = false,
            Venue = Written(Sample.Replace("tick_size: 0.5", "tick_size: 0.3333", StringComparison.Ordinal)),
        };

        var refused = await Assert.ThrowsAsync<DocumentException>(() => world.Start());
        await world.DisposeAsync();

        var fault = Assert.Single(refused.Faults);
        Assert.Equal("instruments[0].rules.tick_size", fault.Path);
        Assert.Equal(1 + Sample[..Sample.IndexOf("tick_size", StringComparison.Ordinal)].Count(each => each == '\n'), fault.Place.Line);
        Assert.NotEmpty(fault.Advice);
    }

    [Theory, Trait("Criterion", "SECU-061")]
    [InlineData("kind: perpetual", "kind: perp", "not_a_choice", "instruments[0].rules.kind")]
    [InlineData("lot_size: 0.001", "lot_size: 5%", "not_a_number", "instruments[0].rules.lot_size")]
    [InlineData("payoff: linear", "payof: linear", "unknown_field", "instruments[0].rules.payof")]
    [InlineData("price_decimals: 1", "price_decimals: 1.5", "out_of_range", "instruments[0].rules.price_decimals")]
    [InlineData("decimals: 2", "decimals: 99", "bad_value", "indices[1].decimals")]
    [InlineData("model: paradex-pm", "model: paradox-pm", "not_found", "schemes[0].model")]
    public async Task The_check_tells_what_is_wrong_in_it(string right, string wrong, string code, string path)
    {
        var file = Written(Sample.Replace(right, wrong, StringComparison.Ordinal));

        var faults = await CheckAsync($"venue: {file}");

        Assert.Contains(faults, fault => (fault.Code, fault.Path) == (code, path) && fault.Place.Line > 0);
    }

    [Theory, Trait("Criterion", "SECU-061")]
    [InlineData("taker: 0.0005", "taker: 7", "instruments[0].rules.fees.taker", "0 to 0.1; found 7")]
    [InlineData("haircut: 0.05", "haircut: 1.5", "assets[1].rules.haircuts[0].haircut", "0 to 1, found 1.5")]
    [InlineData("source: kraken }", "source: kraken, weight: 0 }", "indices[0].weights.kraken", "1 to 1000; found 0")]
    public async Task The_check_tells_what_would_be_in_range(string right, string wrong, string path, string range)
    {
        var file = Written(Sample.Replace(right, wrong, StringComparison.Ordinal));

        var faults = await CheckAsync($"venue: {file}");

        var fault = Assert.Single(faults, each => each.Path == path);
        Assert.Contains(range, fault.Message, StringComparison.Ordinal);
    }

    [Fact, Trait("Criterion", "SECU-061")]
    public async Task What_has_the_right_form_is_tried_though_something_else_has_not()
    {
        var file = Written(
            Sample
                .Replace("taker: 0.0005", "taker: 7", StringComparison.Ordinal)
                // Left out for its form; the instrument on it has no fault of its own.
                .Replace("- index: ETH/USD\n    decimals", "- index: ETH/USD\n    decimal", StringComparison.Ordinal)
        );

        var faults = await CheckAsync($"venue: {file}");

        Assert.Equal(
            ["indices[1]", "indices[1].decimal", "instruments[0].rules.fees.taker"],
            faults.Select(fault => fault.Path).Order(StringComparer.Ordinal)
        );
    }

    [Fact, Trait("Criterion", "SECU-061")]
    public async Task All_faults_are_told_at_once()
    {
        var file = Written(
            Sample
                .Replace("tick_size: 0.5", "tick_size: 0.3333", StringComparison.Ordinal)
                .Replace("haircut: 0.05", "haircut: 1.05", StringComparison.Ordinal)
        );
        var settings = $"""
            venue: {file}
            lmits: []
            telemetry: [loud]
            tls:
              key: nowhere.pem
            feeds:
              - venue: okx
                symbols: [BTC-USDT]
                index: BTC/USD
              - venue: kraken
                symbols: [BTC/USD]
                index: BTC/EUR
            """;

        var faults = await CheckAsync(settings);

        Assert.Equal(
            [
                "assets[1].rules.haircuts[0].haircut",
                "feeds[0].source",
                "feeds[1].index",
                "instruments[0].rules.tick_size",
                "lmits",
                "telemetry",
                "tls",
                "tls.key",
            ],
            faults.Select(fault => fault.Path).Order(StringComparer.Ordinal)
        );
        Assert.All(faults, fault => Assert.NotEmpty(fault.Message));
    }

    [Fact, Trait("Criterion", "SECU-064")]
    public async Task Sample_and_schema_are_current_and_the_sample_is_sound()
    {
        if (Environment.GetEnvironmentVariable("PLIMSOLL_RENEW") == "1")
            await File.WriteAllTextAsync(SchemaPath, VenueShape.Schema() + "\n", TestContext.Current.CancellationToken);

        Assert.Empty(await CheckAsync($"venue: {SamplePath}"));
        Assert.Equal(VenueShape.Schema(), (await File.ReadAllTextAsync(SchemaPath, TestContext.Current.CancellationToken)).TrimEnd());
        Assert.DoesNotContain("\"description\": \"\"", VenueShape.Schema(), StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<DocumentFault>> CheckAsync(string settings)
    {
        var nothing = new Dictionary<string, string>(StringComparer.Ordinal);
        var (sound, faults) = await ConfigurationCheck.AllAsync("settings", settings, nothing, Path.Combine(_folder, "data"));
        Assert.Equal(faults.Count == 0, sound is not null);
        return [.. faults.SelectMany(file => file.Faults)];
    }

    private string Written(string text)
    {
        var path = Path.Combine(_folder, "venue.yaml");
        File.WriteAllText(path, text);
        return path;
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(ServerWorld world) =>
        [.. (await world.Ok(HttpMethod.Get, "instruments"))["items"]!.AsArray().Select(each => (string)each!["rules"]!["instrument"]!)];
}
