namespace Plimsoll.Margin.Scenarios.Charges;

/// <summary>A charge where prices are not sure: (1 − confidence) · factor of the notional, below a threshold of confidence.</summary>
/// <remarks>
/// <para>Source: Derive oracle contingency. Perpetuals count with the book's confidence, each expiry's options (longs and shorts added) with the lesser of
/// theirs and the book's, coins with the lesser of theirs and the index's. It jumps at the threshold: a confidence lower by nothing at all can double a requirement.</para>
/// <para>The smooth form is this project's own: the venue's charge times x² · (3 − 2x), x = (threshold − confidence) ÷ threshold. It begins at zero without a
/// jump or a kink, never falls as confidence falls, and is the venue's at no confidence.</para>
/// </remarks>
/// <param name="Name">Its name.</param>
/// <param name="Stage">Where it enters.</param>
/// <param name="Levels">Which requirements it is part of.</param>
/// <param name="Threshold">Confidence below which it begins; at zero it never does.</param>
/// <param name="Factor">Share of the notional at no confidence.</param>
public sealed record ConfidenceCharge(string Name, ChargeStage Stage, ChargeLevels Levels, double Threshold, double Factor)
    : PortfolioCharge(Name, Stage, Levels)
{
    /// <summary>Whether the charge begins without a jump.</summary>
    public bool IsSmooth { get; init; }

    /// <summary>Whether coins count as they are quoted and with the whole book's confidence, rather than in the settlement coin and with the index's.</summary>
    public bool IsCollateralQuoted { get; init; }

    /// <inheritdoc/>
    public override double Amount(ChargeBasis basis, ICollection<ChargeInput>? inputs)
    {
        ArgumentNullException.ThrowIfNull(basis);
        var book = basis.Book;
        var confidence = book.Confidence;
        var sum = Part("futures", book.Linear.Sum(held => Math.Abs(held.Quantity)) * book.UnitValue, confidence, inputs);
        foreach (var expiry in book.Expiries)
        {
            var notional = expiry.Options.Sum(option => Math.Abs(option.Quantity)) * book.UnitValue;
            sum += Part("options of an expiry", notional, Math.Min(confidence, expiry.Confidence), inputs);
        }

        foreach (var held in book.Collateral)
        {
            var value = Math.Abs(held.Quantity) * held.Price / (IsCollateralQuoted ? 1 : basis.CoinPrice);
            sum += Part(held.Name, value, Math.Min(IsCollateralQuoted ? confidence : book.SpotConfidence, held.Confidence), inputs);
        }

        return sum;
    }

    /// <summary>Share of a notional that is charged.</summary>
    /// <param name="confidence">From 0 to 1.</param>
    public double Share(double confidence)
    {
        if (confidence >= Threshold)
            return 0;

        var share = (1 - confidence) * Factor;
        var depth = (Threshold - confidence) / Threshold;
        return IsSmooth ? share * depth * depth * (3 - (2 * depth)) : share;
    }

    private double Part(string name, double notional, double confidence, ICollection<ChargeInput>? inputs)
    {
        var share = Share(confidence);
        if (share == 0 || notional == 0)
            return 0;

        inputs?.Add(new($"notional of {name}", notional));
        inputs?.Add(new("confidence", confidence));
        return share * notional;
    }
}
