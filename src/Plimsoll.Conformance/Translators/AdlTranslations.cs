using System.Text.Json.Nodes;

namespace Plimsoll.Conformance.Translators;

/// <summary>What vectors about deleveraging of several venues have in common.</summary>
internal static class AdlTranslations
{
    private const string Id = "account";

    /// <summary>A score of one account.</summary>
    public static Translation OfOne(Vector vector, string kind, JsonObject account, params (string Expected, string Answer)[] expectations)
    {
        account["id"] = Id;
        var facts = new JsonObject { ["accounts"] = new JsonArray(account) };
        return Translation.OfRule(
            vector,
            kind,
            [],
            facts,
            [.. expectations.Select(each => (each.Expected, $"accounts.{Id}.{each.Answer}"))]
        );
    }

    /// <summary>Rows of id, quantity and score as accounts.</summary>
    public static JsonArray Queue(JsonNode? rows) =>
        new([
            .. rows!
                .AsArray()
                .Select(row =>
                    (JsonNode)
                        new JsonObject
                        {
                            ["id"] = row![0]!.ToJsonString().Trim('"'),
                            ["quantity"] = row[1]!.DeepClone(),
                            ["score"] = row[2]!.DeepClone(),
                        }
                ),
        ]);
}
