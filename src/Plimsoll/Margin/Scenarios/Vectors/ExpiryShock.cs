using Plimsoll.Margin.Scenarios.Books;
using Plimsoll.Margin.Scenarios.Shocks;
using Plimsoll.Numerics;
using Plimsoll.Pricing;

namespace Plimsoll.Margin.Scenarios.Vectors;

/// <summary>One expiry under one scenario: what one of an option is worth there.</summary>
/// <remarks>The one place where options are valued under stress: by books that explain themselves, and by risk arrays that are kept.</remarks>
internal readonly struct ExpiryShock
{
    private readonly PortfolioMarginModel _model;
    private readonly ExpiryPoint _expiry;
    private readonly ScenarioRow _row;
    private readonly bool _isInCoin;
    private readonly double _forward;
    private readonly double _coinFactor;
    private readonly double _years;
    private readonly double _discount;
    private readonly double _term;

    /// <summary>Moves an expiry.</summary>
    /// <param name="model">The scheme.</param>
    /// <param name="isInCoin">Whether values are counted in the coin.</param>
    /// <param name="expiry">The expiry as it is.</param>
    /// <param name="table">The row's table.</param>
    /// <param name="row">The scenario.</param>
    /// <param name="term">What <see cref="VolatilityShock.Term"/> says of the expiry.</param>
    public ExpiryShock(PortfolioMarginModel model, bool isInCoin, ExpiryPoint expiry, ScenarioTable table, ScenarioRow row, double term)
    {
        (_model, _isInCoin, _expiry, _row, _term) = (model, isInCoin, expiry, row, term);
        _forward = Forward(model, expiry, table.Shocked(row, expiry.Forward));
        _coinFactor = 1 + RowMath.CoinShare(table, row, expiry.Forward);
        _years = YearsAfter(expiry.Years, row.Days);
        _discount = Interest(model, expiry, _years);
    }

    /// <summary>Whether a row moves the skew: then an expiry's profit counts as a loss.</summary>
    public static bool IsSkewed(ScenarioRow row) => row.Volatility is VolatilityMove.SkewTurned or VolatilityMove.SkewSteepened;

    /// <summary>The time that a row leaves to an expiry.</summary>
    public static double YearsAfter(double years, double days) =>
        Math.Max(0, years - (days * RiskBook.SecondsOfDay / RiskBook.SecondsOfYear));

    /// <summary>A volatility under a row that does not move the skew.</summary>
    public static double Shocked(PortfolioMarginModel model, ScenarioRow row, double volatility, double term) =>
        model.Volatility.Shocked(volatility, row.Volatility, term) * row.VolatilityFactor;

    /// <summary>The value of one, in the book's unit.</summary>
    public double ValueOf(OptionPoint option)
    {
        var volatility = IsSkewed(_row)
            ? option.Volatility * _model.Skew!.Multiple(_row.Volatility, option.Strike, _expiry.Forward, _expiry.Years)
            : Shocked(_model, _row, option.Volatility, _term);
        return Value(_isInCoin, option, _forward, volatility, _years, _discount, _coinFactor);
    }

    /// <summary>The value of one where nothing but the forward may have moved; coins have not.</summary>
    public static double ValueAt(PortfolioMarginModel model, bool isInCoin, ExpiryPoint expiry, OptionPoint option, double forward) =>
        Value(isInCoin, option, forward, option.Volatility, expiry.Years, Interest(model, expiry, expiry.Years), 1);

    /// <summary>The forward where only what is not fixed yet has moved.</summary>
    public static double Forward(PortfolioMarginModel model, ExpiryPoint expiry, double shocked)
    {
        var averaged =
            expiry.FixedForward is { } known ? known / expiry.Forward
            : expiry.Seconds < model.AveragingSeconds ? (model.AveragingSeconds - expiry.Seconds) / model.AveragingSeconds
            : 0;
        return averaged == 0 ? shocked : (expiry.Forward * averaged) + (shocked * (1 - averaged));
    }

    /// <summary>What an expiry's value under stress counts for while it is worth something, and while it is owed.</summary>
    public static (double OfAsset, double OfDebt) Discounts(PortfolioMarginModel model, ExpiryPoint expiry)
    {
        if (model.Discount is not { } discount)
            return (1, 1);

        var rate = Math.Max(0, expiry.Rate);
        return (discount.OfAsset(rate, expiry.Years), discount.OfDebt(rate, expiry.Years, Interest(model, expiry, expiry.Years)));
    }

    private static double Value(
        bool isInCoin,
        OptionPoint option,
        double forward,
        double volatility,
        double years,
        double discount,
        double coinFactor
    )
    {
        var value = Black76.Price(option.Type, forward, option.Strike, volatility, years, discount);
        return isInCoin ? value / forward
            : option.CoinPrice is { } coin ? value / forward * (coin * coinFactor)
            : value;
    }

    private static double Interest(PortfolioMarginModel model, ExpiryPoint expiry, double years) =>
        model.IsInterestDiscounted ? DeterministicMath.Exp(-(Math.Max(0, expiry.Rate) * years)) : 1;
}
