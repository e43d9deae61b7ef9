using Plimsoll.Formats.Models;
using Plimsoll.Margin;
using Plimsoll.Simulation.Reports;

namespace Plimsoll.Cli.Margin.Pages;

/// <summary>What equity is made of, asset by asset: what it is worth, what haircuts take off, what counts.</summary>
internal static class CollateralSection
{
    private const string Balance = "balance";
    private const string Profit = "unrealised P&L";

    /// <summary>Writes it for every unit of margin; nothing where nothing is held.</summary>
    public static void Write(Html page, AccountPicture picture)
    {
        var units = picture.Trees.Zip(picture.Units).Where(pair => pair.First.Explanation.Equity.Children.Count > 0).ToArray();
        if (units.Length == 0)
        {
            return;
        }

        page.Section(
            "collateral",
            "Collateral",
            $"Value and what counts of it in {picture.Unit}. What haircuts take off is not there to meet margin, but would be there after closing everything."
        );
        foreach (var ((_, trees), (name, _)) in units)
        {
            if (units.Length > 1)
            {
                page.Element("h3", name);
            }

            var view = new ExplanationView(trees, picture.Model, picture.Portfolio);
            var leaves = trees
                .Equity.Children.Select(leaf =>
                    (Leaf: leaf, Counted: view.AmountOf(leaf), Value: ValueOf(leaf, trees.NetLiquidationValue, view))
                )
                .ToArray();
            var digits = Figures.MoneyDecimals(picture.Unit, leaves.SelectMany(leaf => new[] { leaf.Counted, leaf.Value }));
            var table = new FigureTable(
                "",
                "asset:",
                "balance",
                "unrealised P&L",
                "index price",
                "haircut:",
                "value",
                "taken off",
                "counts",
                "in:"
            );
            foreach (var (leaf, counted, value) in leaves)
            {
                var inputs = view.ShownInputsOf(leaf).ToArray();
                string Input(string wanted) =>
                    inputs.Where(input => input.Name == wanted).Select(input => $"{input.Value} {input.Unit}".TrimEnd()).FirstOrDefault("");
                var isAsset = inputs.Any(input => input.Name == Balance);
                table.Row(
                    isAsset || leaf.Label == "rounding" ? leaf.Label : $"{leaf.Label}, what it is worth",
                    Input(Balance),
                    Input(Profit),
                    isAsset ? IndexOf(picture, leaf.Label) : "",
                    isAsset ? Haircut(picture.Model.Margin!.Assets.GetValueOrDefault(leaf.Label)) : "",
                    Figures.Fixed(value, digits),
                    Figures.Fixed(value - counted, digits),
                    Figures.Fixed(counted, digits),
                    picture.Unit
                );
            }

            var (worth, counts) = (leaves.Sum(leaf => leaf.Value), leaves.Sum(leaf => leaf.Counted));
            table.Row(
                "together",
                "",
                "",
                "",
                "",
                Figures.Fixed(worth, digits),
                Figures.Fixed(worth - counts, digits),
                Figures.Fixed(counts, digits),
                picture.Unit
            );
            HtmlParts.Table(page, table, isTitled: false, "wide");
        }

        page.End();
    }

    private static decimal ValueOf(ExplanationNode leaf, ExplanationNode value, ExplanationView view) =>
        value.Children.FirstOrDefault(each => each.Label == leaf.Label) is { } same ? view.AmountOf(same) : 0;

    private static string IndexOf(AccountPicture picture, string asset) =>
        picture.Portfolio.Market.GetValueOrDefault(asset) is { } quote && (quote.Index ?? quote.Mark) is { } price
            ? Figures.Price(price, price)
        : asset == picture.Unit ? "1"
        : "";

    /// <summary>The ladder in words, and the cap.</summary>
    private static string Haircut(ModelAsset? asset)
    {
        if (asset is null)
        {
            return "";
        }

        if (asset.IsHaircutUnknown)
        {
            return "not known";
        }

        var rungs = new List<string>();
        var from = 0m;
        foreach (var (upTo, haircut) in asset.Ladder)
        {
            var slice =
                upTo is { } most ? $" up to {Figures.Plain(most)}"
                : from > 0 ? $" above {Figures.Plain(from)}"
                : "";
            rungs.Add(haircut == 0 && slice.Length == 0 ? "none" : Figures.Rate(haircut) + slice);
            from = upTo ?? from;
        }

        var cap = asset.AccountCap is { } limit ? $"; counts up to {Figures.Plain(limit)} {asset.Name}" : "";
        return (rungs.Count == 0 ? "none" : string.Join(", ", rungs)) + cap;
    }
}
