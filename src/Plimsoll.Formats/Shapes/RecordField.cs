namespace Plimsoll.Formats.Shapes;

/// <summary>A field of a record.</summary>
/// <param name="Name">Its name, in lower case with underscores.</param>
/// <param name="Shape">What it looks like.</param>
/// <param name="Meaning">What it means, with unit and sign; shown by editors.</param>
/// <param name="IsRequired">Whether it must be there.</param>
public sealed record RecordField(string Name, Shape Shape, string Meaning, bool IsRequired = true);
