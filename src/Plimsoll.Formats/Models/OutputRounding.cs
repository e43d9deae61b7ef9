using Plimsoll.Formats.Shapes;

namespace Plimsoll.Formats.Models;

/// <summary>How a venue rounds one of its outputs.</summary>
/// <param name="Step">To whole multiples of this, above zero.</param>
/// <param name="OfLong">Direction for longs and for amounts without a side: up, down or nearest.</param>
/// <param name="OfShort">Direction for shorts.</param>
public sealed record OutputRounding(decimal Step, string OfLong, string OfShort)
{
    /// <summary>Reads what a file says.</summary>
    internal static OutputRounding Of(Fields rounding)
    {
        var direction = rounding.Text("direction", "nearest");
        return new(rounding.Number("step"), rounding.Text("long", direction), rounding.Text("short", direction));
    }

    /// <summary>Rounds a number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="isShort">Whether it belongs to a short position.</param>
    public decimal Apply(decimal value, bool isShort = false)
    {
        var steps = value / Step;
        return (isShort ? OfShort : OfLong) switch
            {
                "up" => decimal.Ceiling(steps),
                "down" => decimal.Floor(steps),
                _ => decimal.Round(steps, MidpointRounding.AwayFromZero),
            } * Step;
    }
}
