using Plimsoll.Values;

namespace Plimsoll.Marking;

/// <summary>Says whether an index may be listed, and which property stands in the way.</summary>
/// <remarks>Ranges: the documentation of each property of <see cref="IndexParameters"/>. Neither method throws, whatever it is given.</remarks>
public static class IndexValidator
{
    private const long Millisecond = 1_000_000;
    private const long Hour = 3600 * 1000 * Millisecond;
    private const long Day = 24 * Hour;
    private const long Hundredfold = 100 * Rate.NanoPerOne;
    private const int FrozenSlots = 8;

    /// <summary>Finds the first property out of its range.</summary>
    /// <param name="parameters">What is to be listed, or the new version of it.</param>
    /// <returns>Null, or the property's name, dotted for a nested one.</returns>
    public static string? Validate(IndexParameters? parameters) =>
        parameters switch
        {
            null => "Parameters",
            _ when !Names.IsValid(parameters.Symbol, 32) => nameof(IndexParameters.Symbol),
            { Decimals: < 0 or > 12 } => nameof(IndexParameters.Decimals),
            _ => FaultOfSources(parameters) ?? FaultOfRules(parameters),
        };

    /// <summary>Finds the first property that differs although it is fixed at listing.</summary>
    /// <remarks>Fixed are id, symbol, decimals, and the sources but for their weights.</remarks>
    /// <returns>Null, or the property's name, dotted for a nested one.</returns>
    public static string? FirstFixedDifference(IndexParameters? old, IndexParameters? changed) =>
        (old, changed) switch
        {
            (null, null) => null,
            (null, _) or (_, null) => "Parameters",
            _ when old.Id != changed.Id => nameof(IndexParameters.Id),
            _ when !string.Equals(old.Symbol, changed.Symbol, StringComparison.Ordinal) => nameof(IndexParameters.Symbol),
            _ when old.Decimals != changed.Decimals => nameof(IndexParameters.Decimals),
            _ => FirstDifferentSource(old.Sources, changed.Sources),
        };

    private static string? FaultOfSources(IndexParameters parameters)
    {
        if (parameters.Sources is not { Count: >= 1 and <= IndexParameters.MaxSources })
        {
            return nameof(IndexParameters.Sources);
        }

        for (var place = 0; place < parameters.Sources.Count; place++)
        {
            if (FaultOfSource(parameters, place) is { } fault)
            {
                return Dotted(place, fault);
            }
        }

        return null;
    }

    private static string? FaultOfSource(IndexParameters parameters, int place)
    {
        var source = parameters.Sources[place];
        return source switch
        {
            null => "",
            _ when !Names.IsValid(source.Name, 64) || IsNamedBefore(parameters.Sources, place) => nameof(IndexSource.Name),
            { Weight: < 1 or > 1000 } => nameof(IndexSource.Weight),
            // A smaller number: so the indices refresh in order of id, and no two convert by each other.
            { ConvertBy: { } conversion } when conversion.Value >= parameters.Id.Value => nameof(IndexSource.ConvertBy),
            _ => null,
        };
    }

    // One venue twice would be two voices against the liar rule.
    private static bool IsNamedBefore(IReadOnlyList<IndexSource> sources, int place)
    {
        for (var earlier = 0; earlier < place; earlier++)
        {
            if (string.Equals(sources[earlier].Name, sources[place].Name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static string? FaultOfRules(IndexParameters parameters) =>
        parameters switch
        {
            { StaleAfter.Nanoseconds: <= 0 or > Day } => nameof(IndexParameters.StaleAfter),
            { FrozenWindow.Nanoseconds: < FrozenSlots * Millisecond or > Day } => nameof(IndexParameters.FrozenWindow),
            _ when parameters.FrozenWindow.Nanoseconds % FrozenSlots != 0 => nameof(IndexParameters.FrozenWindow),
            { FrozenShare.Nano: < 0 or > Rate.NanoPerOne } => nameof(IndexParameters.FrozenShare),
            { FrozenFloor.Nano: < 0 or > Rate.NanoPerOne } => nameof(IndexParameters.FrozenFloor),
            { MaxDeviation.Nano: <= 0 or > Hundredfold } => nameof(IndexParameters.MaxDeviation),
            { ReturnAfter.Nanoseconds: < 0 or > Day } => nameof(IndexParameters.ReturnAfter),
            { TwoSourceBound.Nano: < 0 or > Rate.NanoPerOne } => nameof(IndexParameters.TwoSourceBound),
            { ClampPerMinute.Nano: <= 0 or > Rate.NanoPerOne } => nameof(IndexParameters.ClampPerMinute),
            { WindowBound.Nano: <= 0 or > Hundredfold } => nameof(IndexParameters.WindowBound),
            { WindowLookback.Nanoseconds: <= 0 or > Day } => nameof(IndexParameters.WindowLookback),
            { WindowLength.Nanoseconds: <= 0 or > Hour } => nameof(IndexParameters.WindowLength),
            { NoSourceHold.Nanoseconds: < 0 or > Day } => nameof(IndexParameters.NoSourceHold),
            { NoSourceMarginMultiple.Nano: < Rate.NanoPerOne or > Hundredfold } => nameof(IndexParameters.NoSourceMarginMultiple),
            _ => null,
        };

    private static string? FirstDifferentSource(IReadOnlyList<IndexSource>? old, IReadOnlyList<IndexSource>? changed)
    {
        if (old?.Count != changed?.Count)
        {
            return nameof(IndexParameters.Sources);
        }

        for (var place = 0; place < (old?.Count ?? 0); place++)
        {
            var (was, becomes) = (old![place], changed![place]);
            if (!string.Equals(was?.Name, becomes?.Name, StringComparison.Ordinal))
            {
                return Dotted(place, nameof(IndexSource.Name));
            }

            if (was?.ConvertBy != becomes?.ConvertBy)
            {
                return Dotted(place, nameof(IndexSource.ConvertBy));
            }
        }

        return null;
    }

    private static string Dotted(int place, string property) =>
        property.Length == 0 ? $"{nameof(IndexParameters.Sources)}[{place}]" : $"{nameof(IndexParameters.Sources)}[{place}].{property}";
}
