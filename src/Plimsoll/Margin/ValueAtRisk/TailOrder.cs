namespace Plimsoll.Margin.ValueAtRisk;

/// <summary>Puts the quantile and what lies beyond it in order, and nothing else: the rest of ten thousand losses is no one's concern.</summary>
internal static class TailOrder
{
    private const int Small = 32;

    /// <summary>Afterwards the entries from <paramref name="place"/> on are those that a full sort would leave there; those before it are not larger, in any order.</summary>
    public static void Order(double[] numbers, int place)
    {
        var (low, high) = (0, numbers.Length - 1);

        // Hoare's selection by the middle of three; after so many rounds as a good split would need twice over, a sort is safer.
        for (var rounds = 2 * (32 - int.LeadingZeroCount(numbers.Length)); high - low > Small && rounds > 0; rounds--)
        {
            var pivot = Middle(numbers[low], numbers[low + ((high - low) / 2)], numbers[high]);
            var (left, right) = (low, high);
            while (left <= right)
            {
                while (numbers[left] < pivot)
                {
                    left++;
                }

                while (numbers[right] > pivot)
                {
                    right--;
                }

                if (left <= right)
                {
                    (numbers[left], numbers[right]) = (numbers[right], numbers[left]);
                    (left, right) = (left + 1, right - 1);
                }
            }

            if (place <= right)
                high = right;
            else if (place >= left)
                low = left;
            else
                (low, high) = (place, place);
        }

        Array.Sort(numbers, low, high - low + 1);
        Array.Sort(numbers, place, numbers.Length - place);
    }

    private static double Middle(double a, double b, double c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
