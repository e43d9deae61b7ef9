namespace Plimsoll.Engine.Solvency.Columns;

/// <summary>A place of a row: so many of what an entry values.</summary>
/// <param name="Quantity">Lots; negative where they are owed.</param>
/// <param name="Entry">Of <see cref="Coefficients"/>.</param>
internal readonly record struct ColumnSlot(int Quantity, ushort Entry);
