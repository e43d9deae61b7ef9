using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Pricing;

namespace Plimsoll.Margin.Scenarios.Vectors;

/// <summary>What one of an instrument is worth, or gains, under every row of a scheme: computed once for all accounts that hold it.</summary>
/// <remarks>Of an option its value, of a future its profit before the row's weight, in the book's unit. Filled anew when prices or time have moved.</remarks>
public sealed class RiskArray
{
    private readonly double[] _units;

    /// <summary>Makes room for the rows of a scheme.</summary>
    public RiskArray(SchemeRows rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        Rows = rows;
        _units = new double[rows.Length];
    }

    /// <summary>The rows.</summary>
    public SchemeRows Rows { get; }

    /// <summary>Whether it is that of an option.</summary>
    public bool IsOption { get; private set; }

    /// <summary>Value of one option now.</summary>
    internal double Now { get; private set; }

    /// <summary>Value of one where forwards alone move up, and where they move down.</summary>
    internal (double Up, double Down) Basis { get; private set; }

    /// <summary>Share of the losses of such moves that counts.</summary>
    internal double BasisShare { get; private set; }

    /// <summary>What the expiry's value under stress counts for, as something owned and as something owed.</summary>
    internal (double OfAsset, double OfDebt) Discounts { get; private set; }

    internal double[] UnitArray => _units;

    /// <summary>Fills it with an option's values.</summary>
    /// <param name="option">The option; its quantity does not matter.</param>
    /// <param name="expiry">Its expiry; which options are in it does not matter.</param>
    /// <param name="isInCoin">Whether values are counted in the coin.</param>
    public void Fill(BookOption option, OptionExpiryBook expiry, bool isInCoin)
    {
        ArgumentNullException.ThrowIfNull(option);
        ArgumentNullException.ThrowIfNull(expiry);
        Fill((OptionPoint)option, expiry, isInCoin);
    }

    /// <summary>The same from numbers: allocates nothing.</summary>
    /// <param name="type">Call or put.</param>
    /// <param name="strike">Above zero.</param>
    /// <param name="volatility">Per root of a year, not negative.</param>
    /// <param name="seconds">Time to expiry, not negative.</param>
    /// <param name="forward">Its forward, above zero; its interest rate is none.</param>
    /// <param name="isInCoin">Whether values are counted in the coin.</param>
    /// <param name="coinPrice">What the coin in which it pays is worth; see <see cref="BookOption.CoinPrice"/>.</param>
    public void Fill(
        OptionType type,
        double strike,
        double volatility,
        double seconds,
        double forward,
        bool isInCoin,
        double? coinPrice = null
    ) => Fill(new OptionPoint(type, strike, volatility, coinPrice), new(seconds, forward, 0, null), isInCoin);

    private void Fill(OptionPoint option, ExpiryPoint expiry, bool isInCoin)
    {
        var model = Rows.Model;
        IsOption = true;
        Now = ExpiryShock.ValueAt(model, isInCoin, expiry, option, expiry.Forward);
        Discounts = ExpiryShock.Discounts(model, expiry);
        var term = model.Volatility.Term(expiry.Seconds);
        for (var i = 0; i < Rows.Count; i++)
        {
            var (table, row) = Rows[i];
            _units[i] = new ExpiryShock(model, isInCoin, expiry, table, row, term).ValueOf(option);
        }

        if (model.Basis is { } basis)
        {
            double At(double factor) =>
                ExpiryShock.ValueAt(model, isInCoin, expiry, option, ExpiryShock.Forward(model, expiry, expiry.Forward * factor));
            Basis = (At(basis.Up), At(basis.Down));
            BasisShare = basis.Add + (basis.PerYear * expiry.Years);
        }
    }

    /// <summary>Fills it with a future's profits.</summary>
    /// <param name="price">Its mark, above zero.</param>
    /// <param name="isInCoin">Whether profit is counted in the coin.</param>
    /// <param name="coinPrice">What the coin in which it pays is worth; see <see cref="LinearHolding.CoinPrice"/>.</param>
    public void Fill(double price, bool isInCoin, double? coinPrice = null)
    {
        IsOption = false;
        for (var i = 0; i < Rows.Count; i++)
        {
            var (table, row) = Rows[i];
            _units[i] = RowMath.LinearProfit(table, row, price, isInCoin, coinPrice);
        }
    }
}
