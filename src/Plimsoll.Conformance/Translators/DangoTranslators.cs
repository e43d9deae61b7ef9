using System.Globalization;
using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Translators;

/// <summary>Dango's vectors in the product's words.</summary>
internal static class DangoTranslators
{
    public static IEnumerable<(string Venue, string Kind, Func<Vector, Translation> Translate)> All =>
        [("dango", "liquidationWaterfallBookAdlInsurance", Waterfall)];

    private static Translation Waterfall(Vector vector)
    {
        var book = new JsonArray();
        foreach (var side in new[] { "bookBids", "bookAsks", "book" })
        {
            foreach (var (market, order) in vector.Inputs.ObjectsByName(side))
            {
                var level = order.Pick("price", "size");
                level["market"] = market;
                book.Add((JsonNode)level);
            }
        }

        var facts = vector.Inputs.Pick(("margin", "balance"), ("positions", "positions"), ("oracle", "prices"));
        facts["book"] = book;
        return Translation.OfRule(
            vector,
            "close_out_waterfall",
            vector.Inputs.Pick(
                ("maintenanceMarginRatio", "maintenance_rate"),
                ("liquidationFeeRate", "fee_rate"),
                ("bufferRatio", "buffer")
            ),
            facts,
            [
                .. Stated.Of(
                    vector,
                    ("equityBefore", "equity_before"),
                    ("maintenanceMargin", "maintenance_margin"),
                    ("counterpartyPnl", "counterparty_profit"),
                    ("marginAfter", "balance_after"),
                    ("liquidationFee", "fee"),
                    ("badDebtPaidByInsurance", "bad_debt"),
                    ("equityAfter", "equity_after")
                ),
                .. Steps(vector),
            ]
        );
    }

    private static IEnumerable<(string Expected, string Answer)> Steps(Vector vector)
    {
        (string Expected, string Answer)[] known =
        [
            ("pair", "market"),
            ("closeSize", "close_size"),
            ("bankruptcyPrice", "bankruptcy_price"),
            ("bookFill", "book_fill"),
            ("adlFill", "deleveraged_fill"),
            ("adlPrice", "deleveraged_price"),
        ];
        var steps = vector.Expected.ContainsKey("schedule") ? vector.Expected.NeededObjects("schedule") : [];
        return from i in Enumerable.Range(0, steps.Count)
            from pair in known
            where steps[i].ContainsKey(pair.Expected)
            let index = i.ToString(CultureInfo.InvariantCulture)
            select ($"schedule[{index}].{pair.Expected}", $"steps[{index}].{pair.Answer}");
    }
}
