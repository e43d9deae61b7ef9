using System.Globalization;
using System.Text;
using Plimsoll.Margin;
using Plimsoll.Server.Api.Responses;
using Plimsoll.Server.Problems;

namespace Plimsoll.Server.Api.Translation;

/// <summary>Trees of margin figures for programs and for people.</summary>
internal static class ExplanationWriter
{
    public static ExplanationResponse Of(string account, MarginExplanation explanation, int decimals, long sequence)
    {
        var (equity, value) = (Part(explanation.Equity, decimals), Part(explanation.NetLiquidationValue, decimals));
        var (initial, maintenance) = (Part(explanation.InitialMargin, decimals), Part(explanation.MaintenanceMargin, decimals));
        var text = new StringBuilder();
        foreach (var root in (ExplanationPart[])[equity, value, initial, maintenance])
        {
            Write(text, root, 0);
        }

        return new(account, equity, value, initial, maintenance, text.ToString(), sequence);
    }

    /// <summary>A number with its parts: the one form of every explanation.</summary>
    public static ExplanationPart Part(ExplanationNode node, int decimals) =>
        new(
            node.Label,
            DecimalText.Of(node.Amount.Units, decimals),
            [.. node.Inputs.Select(input => new ExplanationStep(input.Name, DecimalText.Of(input.Units, input.Decimals), input.Unit))],
            [.. node.Children.Select(child => Part(child, decimals))]
        );

    private static void Write(StringBuilder text, ExplanationPart part, int depth)
    {
        var inputs = string.Join(
            ", ",
            part.Inputs.Select(input => $"{input.Name} {input.Value}{(input.Unit.Length == 0 ? "" : " ")}{input.Unit}")
        );
        text.Append(' ', 2 * depth).Append(CultureInfo.InvariantCulture, $"{part.Label} = {part.Amount}");
        text.Append(inputs.Length == 0 ? "\n" : $"  ({inputs})\n");
        foreach (var child in part.Parts)
        {
            Write(text, child, depth + 1);
        }
    }
}
