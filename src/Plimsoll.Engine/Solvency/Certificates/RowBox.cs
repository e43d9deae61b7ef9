using Plimsoll.Engine.Solvency.Columns;

namespace Plimsoll.Engine.Solvency.Certificates;

/// <summary>From which to which price a row's certificate holds.</summary>
/// <param name="Source">Which price: see <see cref="Sources"/>.</param>
/// <param name="Low">The lowest, in units.</param>
/// <param name="High">The highest, in units.</param>
internal readonly record struct RowBox(int Source, long Low, long High)
{
    /// <summary>No price is lower.</summary>
    public const long AnyLow = 0;
}
