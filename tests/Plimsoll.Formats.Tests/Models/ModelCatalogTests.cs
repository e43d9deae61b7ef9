using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Models;

namespace Plimsoll.Formats.Tests.Models;

public sealed class ModelCatalogTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("plimsoll-").FullName;

    public ModelCatalogTests()
    {
        Write("v@2024-01-01.yaml", "v", "2024-01-01");
        Write("v@2024-06-01.yaml", "v", "2024-06-01");
        Write("other.yaml", "other", "2020-01-01");
    }

    [Theory]
    [InlineData("2023-12-31", null)]
    [InlineData("2024-01-01", "2024-01-01")]
    [InlineData("2024-05-31", "2024-01-01")]
    [InlineData("2024-06-01", "2024-06-01")]
    [InlineData(null, "2024-06-01")]
    public void The_version_that_held_on_a_day_is_found(string? at, string? version)
    {
        var found = ModelCatalog.OfFolder(_folder).Find("v", at is null ? null : Day(at));

        Assert.Equal(version is null ? null : Day(version), found?.EffectiveFrom);
    }

    [Fact]
    public void Names_are_told_once_and_in_order() => Assert.Equal(["other", "v"], ModelCatalog.OfFolder(_folder).Names);

    [Fact]
    public void What_is_not_there_is_not_found() => Assert.Null(ModelCatalog.OfFolder(_folder).Find("w"));

    [Fact]
    public void A_folder_that_is_not_there_is_a_fault() =>
        Assert.Equal(
            "no_folder",
            Assert.Throws<DocumentException>(() => ModelCatalog.OfFolder(Path.Combine(_folder, "no"))).Faults[0].Code
        );

    [Fact]
    public void Every_model_that_comes_with_the_product_can_be_read_and_is_named_like_its_file() =>
        Assert.All(
            ModelCatalog.BuiltIn.Names,
            name =>
                Assert.All(
                    ModelCatalog.BuiltIn.VersionsOf(name),
                    model => Assert.Equal((name, true), (model.Name, model.Sources.Count > 0))
                )
        );

    /// <summary>The README counts them; the house model is no venue's.</summary>
    [Fact]
    public void Twenty_six_product_lines_of_fifteen_venues_can_be_margined()
    {
        var models = ModelCatalog.BuiltIn.Names.Select(name => ModelCatalog.BuiltIn.Find(name)!).ToArray();

        Assert.Equal(
            ["binance-coinm", "bitmex", "dango", "ftx", "gate", "mango-v4"],
            models.Where(model => model.Margin is null).Select(model => model.Name)
        );
        var able = models.Where(model => model.Margin is not null && model.Name != "plimsoll-var").ToArray();
        Assert.Equal((26, 15), (able.Length, able.Select(model => model.Venue).Distinct(StringComparer.Ordinal).Count()));
    }

    [Fact]
    public void No_two_versions_of_a_model_begin_on_one_day() =>
        Assert.All(
            ModelCatalog.BuiltIn.Names.Select(ModelCatalog.BuiltIn.VersionsOf),
            versions => Assert.Equal(versions.Count, versions.Select(version => version.EffectiveFrom).Distinct().Count())
        );

    [Fact]
    public void A_model_is_found_by_its_name_whatever_its_file_is_called()
    {
        Write("m.yaml", "pier", "2024-01-01");

        Assert.Equal("m.yaml", ModelCatalog.OfFolder(_folder).Find("pier")!.FileName);
    }

    /// <summary>A folder may hold portfolios and other things beside models.</summary>
    [Theory]
    [InlineData("balances: {USDT: 1}", "it is no model: it names neither venue nor effective_from.")]
    [InlineData("a: [", "not well-formed")]
    [InlineData("", "an empty file")]
    public void What_is_no_model_is_left_out_and_told(string text, string reason)
    {
        File.WriteAllText(Path.Combine(_folder, "x.yaml"), text);

        var catalog = ModelCatalog.OfFolder(_folder);

        Assert.Equal(["other", "v"], catalog.Names);
        var (file, told) = Assert.Single(catalog.Skipped);
        Assert.Equal("x.yaml", file);
        Assert.Contains(reason, told, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v@2024-07-01.yaml", "v", "2024-08-01", "other_date")]
    [InlineData("again.yaml", "v", "2024-06-01", "same_version")]
    public void A_day_that_cannot_be_right_is_a_fault_of_the_model(string file, string name, string day, string code)
    {
        Write(file, name, day);

        var catalog = ModelCatalog.OfFolder(_folder);

        Assert.Equal(code, Assert.Throws<DocumentException>(() => catalog.Find(name)).Faults[0].Code);
        Assert.NotNull(catalog.Find("other"));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string file, string name, string day) =>
        File.WriteAllText(Path.Combine(_folder, file), $"name: {name}\nvenue: V\neffective_from: {day}\n");

    private static DateTimeOffset Day(string day) =>
        DateTimeOffset.Parse(day + "T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture);
}
