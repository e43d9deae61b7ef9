using Plimsoll.Formats.Answers;
using Plimsoll.Formats.Shapes;
using Plimsoll.Funding;
using static Plimsoll.Formats.Shapes.RecordShape;

namespace Plimsoll.Formats.Rules;

/// <summary>How funding rates and payments come about.</summary>
internal static class FundingRules
{
    public static IEnumerable<RuleKind> Kinds => [DampedPremium];

    private static RuleKind DampedPremium { get; } =
        new(
            "damped_premium_funding",
            "The premium of the mark over the index beyond a damper, clipped to a cap.",
            "Deribit, Perpetual instruments: rate(8h) = max(d, premium) + min(−d, premium)",
            new(
                Required("damper", NumberShape.Share, "premium within which nothing is paid, per 8 hours"),
                Required("cap", NumberShape.Share, "largest rate in either direction, per 8 hours")
            ),
            new(
                Required("mark", NumberShape.Positive, "mark price"),
                Required("index", NumberShape.Positive, "index price")
            ),
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
}
