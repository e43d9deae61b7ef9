using System.Text.Json.Nodes;

namespace Plimsoll.Conformance;

/// <summary>A vector in the product's own words: an ordinary model file, an ordinary portfolio file, and what to compare.</summary>
/// <param name="Model">The model file.</param>
/// <param name="Portfolio">The portfolio file.</param>
/// <param name="Expectations">What to compare.</param>
public sealed record Translation(JsonObject Model, JsonObject Portfolio, IReadOnlyList<Expectation> Expectations)
{
    /// <summary>The name under which <see cref="OfRule"/> states its rule.</summary>
    public const string RuleName = "rule";

    /// <summary>A vector about a single rule beside margin.</summary>
    /// <param name="vector">The vector.</param>
    /// <param name="kind">The kind of rule.</param>
    /// <param name="parameters">What the model says; <c>kind</c> is added.</param>
    /// <param name="facts">What the portfolio says.</param>
    /// <param name="expectations">Pairs of what is expected and the part of the rule's answer.</param>
    public static Translation OfRule(
        Vector vector,
        string kind,
        JsonObject parameters,
        JsonObject facts,
        params (string Expected, string Answer)[] expectations
    )
    {
        ArgumentNullException.ThrowIfNull(vector);
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(facts);
        parameters["kind"] = kind;
        var model = Header(vector);
        model["rules"] = new JsonObject { [RuleName] = parameters };
        var portfolio = new JsonObject
        {
            ["name"] = vector.Id,
            ["model"] = vector.Id,
            ["facts"] = new JsonObject { [RuleName] = facts },
        };
        return new(model, portfolio, [.. expectations.Select(each => new Expectation(each.Expected, $"{RuleName}.{each.Answer}"))]);
    }

    /// <summary>The head of a model file for a vector.</summary>
    public static JsonObject Header(Vector vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        return new()
        {
            ["name"] = vector.Id,
            ["title"] = $"Vector {vector.Id}",
            ["venue"] = vector.Venue,
            ["effective_from"] = "1970-01-01",
        };
    }
}
