namespace Plimsoll.Surfaces;

/// <summary>How well a smile fits what was quoted. Volatilities are fractions: 0.01 is one point.</summary>
/// <param name="Quotes">Strikes fitted.</param>
/// <param name="Rms">Root of the mean square of fit less mid volatility; zero of none.</param>
/// <param name="Most">The largest distance.</param>
/// <param name="WithinSpread">How many of the fitted strikes have the fit between bid and ask.</param>
public readonly record struct FitQuality(int Quotes, double Rms, double Most, int WithinSpread);
