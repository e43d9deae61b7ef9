using Plimsoll.Formats.Shapes;

namespace Plimsoll.Formats.Models;

/// <summary>The outputs that a model may round.</summary>
internal static class RoundedOutputs
{
    private static readonly (string Name, string Meaning)[] Outputs =
    [
        ("equity", "equity"),
        ("net_liquidation_value", "equity without haircuts"),
        ("unrealised_pnl", "unrealised profit"),
        ("initial_margin", "initial margin, of the account and of a position"),
        ("maintenance_margin", "maintenance margin, of the account and of a position"),
        ("free_collateral", "equity beyond initial margin"),
        ("leverage_at_entry", "leverage at what the positions cost"),
        ("liquidation_price", "liquidation price"),
        ("bankruptcy_price", "bankruptcy price"),
    ];

    /// <summary>A mapping from their names to how they are rounded; any other name is a fault.</summary>
    public static RecordShape Shape =>
        new([
            .. Outputs.Select(output => RecordShape.Optional(output.Name, MarginShapes.Rounding, $"how it is rounded: {output.Meaning}")),
        ]);
}
