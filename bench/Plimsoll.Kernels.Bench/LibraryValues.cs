using System.Globalization;
using Plimsoll.Pricing;

namespace Plimsoll.Kernels.Bench;

/// <summary>Prices and sensitivities of a library beside the exact pricer's: what an independent implementation says of the values, not of the time.</summary>
internal static class LibraryValues
{
    /// <summary>Above this, in units of the forward, the two do not mean the same.</summary>
    private const double Most = 1e-12;

    /// <summary>Prints the largest differences.</summary>
    /// <param name="path">Lines of type, forward, strike, volatility, years, and the library's price, delta, gamma and vega.</param>
    /// <returns>The exit code: 1 when they differ by more than rounding can.</returns>
    public static int Compare(string path)
    {
        string[] names = ["price ÷ forward", "delta", "gamma · deviation", "vega ÷ forward"];
        var largest = new (double Difference, string At)[names.Length];
        var count = 0;
        foreach (var line in File.ReadLines(path))
        {
            var words = line.Split('\t');
            var numbers = words[1..].Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray();
            var (forward, strike, volatility, years) = (numbers[0], numbers[1], numbers[2], numbers[3]);
            var type = words[0] == "call" ? OptionType.Call : OptionType.Put;
            var ours = Black76.Greeks(type, forward, strike, volatility, years, 1);
            double[] differences =
            [
                (ours.Price - numbers[4]) / forward,
                ours.Delta - numbers[5],
                (ours.Gamma - numbers[6]) * forward * volatility * Math.Sqrt(years), // as the density that it is
                (ours.Vega - numbers[7]) / forward,
            ];
            var at = string.Create(
                CultureInfo.InvariantCulture,
                $"{words[0]}, strike {strike / forward:0.##} of the forward, {volatility:0.##} a year, {years * 365:0.##} days"
            );
            for (var i = 0; i < differences.Length; i++)
            {
                // A difference that is no number must not look small.
                if (!(Math.Abs(differences[i]) <= largest[i].Difference))
                    largest[i] = (double.IsNaN(differences[i]) ? double.PositiveInfinity : Math.Abs(differences[i]), at);
            }

            count++;
        }

        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"Largest differences from QuantLib's BlackCalculator on {count:#,0} options:")
        );
        for (var i = 0; i < names.Length; i++)
        {
            Console.WriteLine(
                string.Create(CultureInfo.InvariantCulture, $"  {names[i], -17} {largest[i].Difference:0.0e+00}  {largest[i].At}")
            );
        }

        return count > 0 && largest.All(each => each.Difference <= Most) ? 0 : 1;
    }
}
