using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Funding;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>How funding rates and payments come about.</summary>
internal static class FundingRules
{
    public static IEnumerable<RuleKind> Kinds => [DampedPremium, PremiumFunding];

    private static RuleKind DampedPremium { get; } =
        new(
            "damped_premium_funding",
            "The premium of the mark over the index beyond a damper, clipped to a cap.",
            "Deribit, Perpetual instruments: rate(8h) = max(d, premium) + min(−d, premium)",
            new(
                Required("damper", NumberShape.Share, "premium within which nothing is paid, per 8 hours"),
                Required("cap", NumberShape.Share, "largest rate in either direction, per 8 hours")
            ),
            new(Required("mark", NumberShape.Positive, "mark price"), Required("index", NumberShape.Positive, "index price")),
            (parameters, facts) =>
            {
                var funding = DampedPremiumFunding.Rate(
                    facts.Number("mark"),
                    facts.Number("index"),
                    parameters.Number("damper"),
                    parameters.Number("cap")
                );
                return new Answer().With("premium_rate", funding.Premium).With("funding_rate", funding.Rate);
            }
        );

    private static RuleKind PremiumFunding { get; } =
        new(
            "premium_funding",
            "The premium pulled toward the interest by at most a damper, in proportion to the interval at which it is paid, then capped.",
            "BitMEX, Binance (8 ÷ N since 18 Sep 2025), Hyperliquid: F = P + clamp(I − P, ±damper)",
            new(
                Optional("interest", NumberShape.Any, "interest rate per period"),
                Optional(
                    "quote_rate_daily",
                    NumberShape.Any,
                    "daily interest rate of the quote currency, where interest is a difference of rates"
                ),
                Optional("base_rate_daily", NumberShape.Any, "daily interest rate of the base currency"),
                Optional("periods_per_day", NumberShape.Positive, "periods in a day, for the difference of daily rates"),
                Required("damper", NumberShape.NotNegative, "how far the interest may pull the premium, per period"),
                Optional("period_hours", NumberShape.Positive, "hours for which rates are quoted; 8 without it"),
                Optional("interval_hours", NumberShape.Positive, "hours between payments; the period without it"),
                Optional("cap", NumberShape.NotNegative, "largest rate per payment, either way; none without it"),
                Optional(
                    "contract",
                    new ChoiceShape("linear", "inverse"),
                    "inverse: the position is worth contracts ÷ price; linear without it"
                )
            ),
            new(
                Optional("premium", NumberShape.Any, "average premium of the period; without any premium the rate is the interest"),
                Optional("premium_samples", new ListShape(NumberShape.Any, 1), "samples of the premium, to be averaged"),
                Optional("impact_bid", NumberShape.Positive, "impact bid, for a single sample"),
                Optional("impact_ask", NumberShape.Positive, "impact ask"),
                Optional("index", NumberShape.Positive, "index or oracle price that the impact prices are held against"),
                Optional("contracts", NumberShape.Any, "signed position, for what it pays"),
                Optional("price", NumberShape.Positive, "price at which the position is valued")
            ),
            (parameters, facts) =>
            {
                var interest = InterestOf(parameters);
                var premium = PremiumOf(facts);
                var rate = FundingRule.PulledToInterest(premium ?? interest, interest, parameters.Number("damper"));
                var period = parameters.Number("period_hours", 8);
                var paid = PeriodicFunding.PerInterval(
                    rate,
                    period,
                    parameters.Number("interval_hours", period),
                    parameters.NumberOrNull("cap")
                );
                var answer = new Answer()
                    .With("interest", interest)
                    .With("premium", premium, "", "no premium is given")
                    .With("period_rate", rate)
                    .With("interval_rate", paid);
                return WithPayment(answer, parameters, facts, paid);
            }
        );

    private static decimal InterestOf(Fields parameters)
    {
        if (parameters.NumberOrNull("interest") is { } interest)
        {
            return interest;
        }

        string[] names = ["quote_rate_daily", "base_rate_daily", "periods_per_day"];
        return names.All(parameters.Has)
            ? PeriodicFunding.Interest(parameters.Number(names[0]), parameters.Number(names[1]), parameters.Number(names[2]))
            : throw new RuleException("interest", $"the model must state interest, or all of {string.Join(", ", names)}.");
    }

    private static decimal? PremiumOf(Fields facts)
    {
        if (facts.NumberOrNull("premium") is { } premium)
        {
            return premium;
        }

        if (facts.Numbers("premium_samples") is { Count: > 0 } samples)
        {
            return samples.Sum() / samples.Count;
        }

        return (facts.NumberOrNull("impact_bid"), facts.NumberOrNull("impact_ask"), facts.NumberOrNull("index")) switch
        {
            ({ } bid, { } ask, { } index) => ImpactPremium.Of(bid, ask, index),
            (null, null, _) => null,
            _ => throw new RuleException("index", "a premium needs impact_bid, impact_ask and index together."),
        };
    }

    private static Answer WithPayment(Answer answer, Fields parameters, Fields facts, decimal rate)
    {
        if (facts.NumberOrNull("contracts") is not { } contracts)
        {
            return answer;
        }

        var price = facts.NumberOrNull("price") ?? throw new RuleException("contracts", "the position cannot be valued without price.");
        var isInverse = string.Equals(parameters.Text("contract", "linear"), "inverse", StringComparison.Ordinal);
        var (value, payment) = FundingPayment.Of(contracts, price, isInverse, rate);
        return answer.With("position_value", value).With("payment", payment);
    }
}
