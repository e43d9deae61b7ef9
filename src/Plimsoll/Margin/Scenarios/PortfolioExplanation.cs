using System.Globalization;
using Plimsoll.Margin.Scenarios.Charges;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Numerics;
using Plimsoll.Values;

namespace Plimsoll.Margin.Scenarios;

/// <summary>A requirement of portfolio margin as a tree: the worst scenario with each position's part, and each charge.</summary>
/// <remarks>
/// The requirement is rounded up once, to the settlement asset's unit; the leaves are rounded to the nearest, and what that leaves over is a leaf of its own.
/// So the leaves add up to the root exactly, and the rounding is seen rather than hidden in a neighbour.
/// </remarks>
public static class PortfolioExplanation
{
    private const int InputDecimals = 8;
    private const int MostDecimals = 18;

    /// <summary>The requirement in units, rounded up.</summary>
    /// <param name="requirement">Not negative.</param>
    /// <param name="decimals">Decimals of the unit, 0 to 18.</param>
    /// <exception cref="OverflowException">It is no number, or cannot be carried.</exception>
    public static Money Rounded(double requirement, int decimals) => new(RealRounding.ToWideUnitsUp(requirement, decimals));

    /// <summary>The tree of a level.</summary>
    /// <param name="margin">What the scheme said.</param>
    /// <param name="level">Which requirement.</param>
    /// <param name="decimals">Decimals of the settlement asset's unit, 0 to 18.</param>
    /// <param name="unit">The settlement asset's symbol.</param>
    /// <exception cref="OverflowException">A number cannot be carried.</exception>
    public static ExplanationNode Of(PortfolioMargin margin, MarginLevelKind level, int decimals, string unit)
    {
        ArgumentNullException.ThrowIfNull(margin);
        var writer = new Writer(margin, level, decimals, unit);
        var children = new List<ExplanationNode>();
        foreach (var netted in margin.Units)
            children.AddRange(writer.Of(netted));

        var root = Rounded(margin.Requirement(level), decimals);
        var rest = root - Sum(children);
        if (!rest.IsZero)
            children.Add(new("rounding", rest, [], []));

        return new(level == MarginLevelKind.Initial ? "initial margin" : "maintenance margin", root, [], children);
    }

    /// <summary>A scenario in words.</summary>
    public static string Describe(ScenarioOutcome? scenario)
    {
        if (scenario is null)
            return "nothing is lost in any scenario";

        if (scenario.Row is not { } row)
            return $"{scenario.Table}: forwards move alone";

        var words = new List<string> { $"{scenario.Table} {scenario.Index + 1}" };
        var move = scenario.IsAbsolute ? row.Factor : 100 * (row.Factor - 1);
        var unit = scenario.IsAbsolute ? "points" : "%";
        words.Add(move == 0 ? "price as it is" : string.Create(CultureInfo.InvariantCulture, $"price {move:+0.##;-0.##} {unit}"));
        words.Add(
            row.Volatility switch
            {
                VolatilityMove.Up => "volatility up",
                VolatilityMove.Down => "volatility down",
                VolatilityMove.SkewTurned => "skew turned",
                VolatilityMove.SkewSteepened => "wings steeper",
                _ => "volatility as it is",
            }
        );
        if (row.Days != 0)
            words.Add(row.Days == 1 ? "1 day later" : string.Create(CultureInfo.InvariantCulture, $"{row.Days:0.##} days later"));

        if (row.Weight != 1)
            words.Add(string.Create(CultureInfo.InvariantCulture, $"weight {100 * row.Weight:0.##} %"));

        return string.Join(", ", words);
    }

    private static Money Sum(IEnumerable<ExplanationNode> nodes)
    {
        var sum = Money.Zero;
        foreach (var node in nodes)
            sum += node.Amount;

        return sum;
    }

    private static decimal Power(int decimals) =>
        decimals is >= 0 and <= MostDecimals
            ? (decimal)ExactMath.PowerOfTen(decimals)
            : throw new OverflowException("No asset has such a unit.");

    private sealed class Writer(PortfolioMargin margin, MarginLevelKind level, int decimals, string unit)
    {
        private readonly double _factor = margin.Factor(level);

        public IEnumerable<ExplanationNode> Of(NettingUnit netted)
        {
            if (PortfolioMargin.IsAtFloor(netted, level))
            {
                foreach (var charge in Charges(netted, ChargeStage.Floor, _factor))
                    yield return charge;
            }
            else
            {
                yield return Worst(netted);
                foreach (var charge in Charges(netted, ChargeStage.WithScenarios, _factor))
                    yield return charge;

                foreach (var credit in netted.Credits.Where(credit => credit.Amount > 0))
                    yield return Credit(netted, credit);
            }

            foreach (var charge in Charges(netted, ChargeStage.Scaled, _factor).Concat(Charges(netted, ChargeStage.Plain, 1)))
                yield return charge;
        }

        private ExplanationNode Credit(NettingUnit netted, LegCredit credit) =>
            new(
                $"credit of {netted.Books[0].Underlying} against {credit.Against}",
                Nearest(-_factor * credit.Amount),
                [Input("spreads", credit.Spreads, ""), Input("rate", credit.Rate, ""), Input("factor", _factor, "")],
                []
            );

        private ExplanationNode Worst(NettingUnit netted)
        {
            var worst = netted.Worst;
            var parts = new List<ExplanationNode>();
            for (var i = 0; i < (worst?.Parts.Count ?? 0); i++)
            {
                var part = worst!.Parts[i];
                if (part != 0)
                    parts.Add(
                        new(
                            netted.Names[i],
                            Nearest(-_factor * part),
                            [Input("profit there", part, unit), Input("factor", _factor, "")],
                            []
                        )
                    );
            }

            var books = string.Join(" + ", netted.Books.Select(book => book.Underlying));
            return new($"{books}, worst scenario: {Describe(worst)}", Sum(parts), [], parts);
        }

        private IEnumerable<ExplanationNode> Charges(NettingUnit netted, ChargeStage stage, double factor) =>
            from charge in netted.Charges
            where charge.Charge.Stage == stage && charge.Amount != 0 && PortfolioMargin.IsIn(charge.Charge.Levels, level)
            select new ExplanationNode(
                $"{charge.Underlying}, {charge.Charge.Name.Replace('_', ' ')}",
                Nearest(factor * charge.Amount),
                [
                    .. charge.Inputs.Select(input => Input(input.Name, input.Value, "")),
                    .. factor == 1 ? [] : (ExplanationInput[])[Input("factor", factor, "")],
                ],
                []
            );

        private Money Nearest(double amount) =>
            new((Int128)decimal.Round(RealDecimals.Of(amount) * Power(decimals), MidpointRounding.AwayFromZero));

        private static ExplanationInput Input(string name, double value, string unit) =>
            new(name, (Int128)decimal.Round(RealDecimals.Of(value) * Power(InputDecimals)), InputDecimals, unit);
    }
}
