using Plimsoll.Feeds.Parsing;

namespace Plimsoll.Feeds.Protocols;

/// <summary>Reading the best level out of lists of levels, <c>[["price","size",…],…]</c>.</summary>
internal static class TopOfBook
{
    /// <summary>The price of the first level; zero for an empty side. The rest is passed over.</summary>
    public static decimal First(ref MessageReader reader)
    {
        reader.EnterArray();
        var price = 0m;
        var isFirst = true;
        while (reader.NextElement())
        {
            if (!isFirst)
            {
                reader.Skip();
                continue;
            }

            isFirst = false;
            price = Level(ref reader).Price;
        }

        return price;
    }

    /// <summary>Price and size of a level.</summary>
    public static (decimal Price, decimal Size) Level(ref MessageReader reader)
    {
        reader.EnterArray();
        var (price, size, place) = (0m, 0m, 0);
        while (reader.NextElement())
        {
            switch (place++)
            {
                case 0:
                    price = reader.Number();
                    break;
                case 1:
                    size = reader.Number();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return (price, size);
    }
}
