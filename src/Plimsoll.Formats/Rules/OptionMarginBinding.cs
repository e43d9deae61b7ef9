using Plimsoll.Formats.Shapes;
using Plimsoll.Margin.Options;
using Plimsoll.Pricing;

namespace Plimsoll.Formats.Rules;

/// <summary>The books of an option account, by underlying, from the fields of its rule.</summary>
internal static class OptionMarginBinding
{
    /// <summary>Without terms of confidence no oracle is doubted: no confidence lies below zero.</summary>
    private static readonly ConfidenceTerms Undoubted = new(0, 0, 0, 0);

    public static IReadOnlyList<UnderlyingBook> Books(Fields parameters, Fields facts)
    {
        var markets = facts.RecordsByName("underlyings");
        var names = markets.Select(market => market.Name).ToArray();
        var options = facts.Records("options");
        Require(names, "options", options.Select(option => option.Text("underlying")));
        Require(names, "perpetuals", facts.RecordsByName("perpetuals").Select(held => held.Name));
        Require(names, "collateral", facts.NumbersByName("collateral").Select(held => held.Name));
        return
        [
            .. markets.Select(market =>
                Book(
                    market.Name,
                    market.Record,
                    [.. options.Where(option => option.Text("underlying") == market.Name)],
                    facts,
                    Terms(parameters.Record("terms_by_underlying")?.Record(market.Name) ?? parameters.Record("terms")!)
                )
            ),
        ];
    }

    private static UnderlyingBook Book(string name, Fields market, IReadOnlyList<Fields> options, Fields facts, UnderlyingMarginTerms terms)
    {
        var held = facts.Record("perpetuals")?.Record(name);
        if (held is not null && !market.Has("perpetual_price"))
        {
            throw new RuleException("underlyings", $"the perpetual on {name} is held, but its perpetual_price is missing.");
        }

        return new(
            name,
            market.Number("spot"),
            market.Number("spot_confidence", 1),
            market.Number("perpetual_price", 1),
            market.Number("perpetual_confidence", 1),
            held?.Number("quantity") ?? 0,
            held?.Number("unrealised_profit", 0) ?? 0,
            facts.Record("collateral")?.Number(name, 0) ?? 0,
            Expiries(name, market.Records("expiries"), options),
            terms
        );
    }

    /// <summary>The expiries that have options, in the order in which the market gives them.</summary>
    private static IReadOnlyList<OptionExpiry> Expiries(string name, IReadOnlyList<Fields> forwards, IReadOnlyList<Fields> options)
    {
        var byExpiry = options.GroupBy(option => option.Number("seconds")).ToDictionary(group => group.Key, group => group.ToArray());
        var expiries = new List<OptionExpiry>();
        foreach (var forward in forwards)
        {
            if (byExpiry.Remove(forward.Number("seconds"), out var held))
            {
                expiries.Add(
                    new(
                        forward.Number("seconds"),
                        forward.Number("forward"),
                        forward.Number("forward_confidence", 1),
                        forward.Number("volatility_confidence", 1),
                        [.. held.Select(Holding)]
                    )
                );
            }
        }

        return byExpiry.Count == 0
            ? expiries
            : throw new RuleException(
                "options",
                $"{name} has no forward for the expiry in {byExpiry.Keys.Min()} seconds: add it to the underlying's expiries."
            );
    }

    private static OptionHolding Holding(Fields option) =>
        new(
            option.Flag("is_call") ? OptionType.Call : OptionType.Put,
            option.Number("strike"),
            option.Number("quantity"),
            option.Number("volatility")
        );

    private static UnderlyingMarginTerms Terms(Fields terms)
    {
        var perpetual = terms.Record("perpetual")!;
        var option = terms.Record("option")!;
        var collateral = terms.Record("collateral")!;
        return new(
            new(
                option.Number("max_spot_rate"),
                option.Number("min_spot_rate"),
                option.Number("call_maintenance_rate"),
                option.Number("put_maintenance_rate"),
                option.Number("put_maintenance_value_rate"),
                option.Number("put_initial_scale"),
                option.Number("unpaired_initial_scale"),
                option.Number("unpaired_maintenance_scale")
            ),
            terms.Record("confidence") is { } confidence ? Confidence(confidence) : Undoubted,
            perpetual.Number("initial"),
            perpetual.Number("maintenance"),
            collateral.Number("weight"),
            collateral.Number("initial_scale", 1)
        );
    }

    private static ConfidenceTerms Confidence(Fields confidence) =>
        new(
            confidence.Number("perpetual_threshold"),
            confidence.Number("option_threshold"),
            confidence.Number("collateral_threshold"),
            confidence.Number("factor")
        );

    private static void Require(string[] known, string field, IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                throw new RuleException(field, $"the underlying {name} has no market here; there are: {string.Join(", ", known)}.");
            }
        }
    }
}
