using Plimsoll.Margin.Scenarios;
using Plimsoll.Numerics;
using Plimsoll.Values;

namespace Plimsoll.Margin.Portfolio;

/// <summary>Writes requirements as trees: amounts to the nearest unit, the root rounded up, and what that leaves over as a leaf.</summary>
/// <param name="decimals">Decimals of the numeraire, 0 to 18.</param>
/// <param name="unit">The numeraire's symbol.</param>
internal sealed class RequirementTree(int decimals, string unit)
{
    /// <summary>What the leaf is called that rounding leaves over.</summary>
    public const string Rounding = "rounding";

    private const int InputDecimals = 8;

    public static ExplanationNode Of(MarginLevelKind level, Money root, List<ExplanationNode> children)
    {
        var rest = root - Sum(children);
        if (!rest.IsZero)
            children.Add(new(Rounding, rest, [], []));

        return new(level == MarginLevelKind.Initial ? "initial margin" : "maintenance margin", root, [], children);
    }

    public static Money Sum(IEnumerable<ExplanationNode> nodes)
    {
        var sum = Money.Zero;
        foreach (var node in nodes)
            sum += node.Amount;

        return sum;
    }

    /// <summary>The tree of a requirement that its parts make up.</summary>
    public ExplanationNode Root(MarginLevelKind level, double requirement, List<ExplanationNode> children) =>
        Of(level, PortfolioExplanation.Rounded(requirement, decimals), children);

    public Money Nearest(double amount) =>
        new((Int128)decimal.Round(RealDecimals.Of(amount) * (decimal)ExactMath.PowerOfTen(decimals), MidpointRounding.AwayFromZero));

    public ExplanationNode Leaf(string label, double amount, params IReadOnlyList<ExplanationInput> inputs) =>
        new(label, Nearest(amount), inputs, []);

    public ExplanationInput Amount(string name, double value) => Input(name, value, unit);

    public static ExplanationInput Number(string name, double value) => Input(name, value, "");

    private static ExplanationInput Input(string name, double value, string unit) =>
        new(name, (Int128)decimal.Round(RealDecimals.Of(value) * (decimal)ExactMath.PowerOfTen(InputDecimals)), InputDecimals, unit);
}
