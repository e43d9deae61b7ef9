using Plimsoll.Values;

namespace Plimsoll.Margin;

/// <summary>The steps of one requirement, in the order of the computation.</summary>
public sealed class MarginTerms
{
    private readonly List<MarginTerm> _terms = [];

    /// <summary>The steps.</summary>
    public IReadOnlyList<MarginTerm> Terms => _terms;

    /// <summary>Adds an amount of the settlement asset.</summary>
    public void Add(string name, Money amount) => _terms.Add(new(name, amount.Units, MarginTermUnit.Settlement));

    /// <summary>Adds a quantity of the instrument.</summary>
    public void Add(string name, Quantity quantity) => _terms.Add(new(name, quantity.Units, MarginTermUnit.Contracts));

    /// <summary>Adds a price.</summary>
    public void Add(string name, Price price) => _terms.Add(new(name, price.Units, MarginTermUnit.Price));

    /// <summary>Adds a rate.</summary>
    public void Add(string name, Rate rate) => _terms.Add(new(name, rate.Nano, MarginTermUnit.Number, 9));

    /// <summary>Adds a plain number.</summary>
    public void Add(string name, decimal number)
    {
        var scaled = number;
        var decimals = 0;
        while (scaled != decimal.Truncate(scaled) && decimals < 18)
        {
            scaled *= 10;
            decimals++;
        }

        _terms.Add(new(name, (Int128)decimal.Truncate(scaled), MarginTermUnit.Number, decimals));
    }
}
