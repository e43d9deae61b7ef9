using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;
using Plimsoll.Margin;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Models;

/// <summary>What a model says of the account as a whole.</summary>
public sealed record AccountRules
{
    /// <summary>Nothing beside the usual.</summary>
    public static AccountRules Usual { get; } = new();

    /// <summary>What open orders ask for.</summary>
    public OrderRule Orders { get; init; } = OrderRule.Usual;

    /// <summary>Search, initial and release level as multiples of maintenance margin; null without such levels.</summary>
    public LevelFactors? Levels { get; init; }

    /// <summary>The multiple of maintenance margin at which the account is liquidated.</summary>
    public decimal LiquidateAt { get; init; } = 1;

    /// <summary>The fields of the section.</summary>
    internal static RecordField[] Fields =>
        [
            Optional(
                "liquidate_at",
                NumberShape.Between(1, 100),
                "multiple of maintenance margin at which the account is liquidated, such as 105%. Default 1"
            ),
            Optional("orders", OrderFields, "what open orders ask for; without it the worse side at the mark with its immediate loss"),
            Optional("levels", LevelFields, "levels between which collateral is moved, as multiples of maintenance margin"),
        ];

    private static RecordShape OrderFields =>
        new(
            Optional(
                "sides",
                new ChoiceShape("worse", "both"),
                "worse: the dearer of all buys and all sells filled; both: all of them, nothing netted. Default worse"
            ),
            Optional(
                "price",
                new ChoiceShape("mark", "limit"),
                "mark: orders are margined at the mark; limit: those that open at their limits, those that close free. Default mark"
            ),
            Optional("immediate_loss", ChoiceShape.Flag, "whether what orders would lose at once at the mark is added. Default true"),
            Optional("reduce_only", new ChoiceShape("free", "counted"), "whether reduce-only orders need margin. Default free"),
            Optional("fee", NumberShape.Share, "rate of the fee for filling orders that is added. Default 0"),
            Optional("maintenance", ChoiceShape.Flag, "whether orders are in maintenance margin too. Default false")
        );

    private static RecordShape LevelFields =>
        new(
            Required("search", NumberShape.Between(1, 100), "below it collateral is moved in, up to initial"),
            Required("initial", NumberShape.Between(1, 100), "what a search fills up to; above search"),
            Required("release", NumberShape.Between(1, 100), "from it on what lies beyond initial is given back; not below initial")
        );

    /// <summary>Reads the section.</summary>
    internal static AccountRules Of(Fields? account, FaultList faults)
    {
        if (account is null)
        {
            return Usual;
        }

        return new()
        {
            LiquidateAt = account.Number("liquidate_at", 1),
            Orders = account.Record("orders") is { } orders ? OrdersOf(orders) : OrderRule.Usual,
            Levels = account.Record("levels") is { } levels ? LevelsOf(levels, faults) : null,
        };
    }

    private static OrderRule OrdersOf(Fields orders) =>
        new()
        {
            AreBothSides = orders.Text("sides", "worse") == "both",
            IsAtLimit = orders.Text("price", "mark") == "limit",
            HasImmediateLoss = orders.Flag("immediate_loss", otherwise: true),
            AreReduceOnlyCounted = orders.Text("reduce_only", "free") == "counted",
            FeeRate = orders.Number("fee", 0),
            AreInMaintenance = orders.Flag("maintenance"),
        };

    private static LevelFactors LevelsOf(Fields levels, FaultList faults)
    {
        var factors = new LevelFactors(levels.Number("search"), levels.Number("initial"), levels.Number("release"), Decimals: 12);
        if (factors.Search >= factors.Initial)
        {
            Add("initial", $"must lie above search, {levels.Text("search")}", "A search would move nothing otherwise.");
        }

        if (factors.Release < factors.Initial)
        {
            Add("release", $"must not lie below initial, {levels.Text("initial")}", "More would be given back than there is beyond it.");
        }

        return factors;

        void Add(string field, string rule, string advice) =>
            faults.Add(levels.Of(field), "out_of_order", $"{field} is {levels.Text(field)} and {rule}.", advice);
    }
}
