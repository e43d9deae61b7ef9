namespace Plimsoll.Cli.Journal;

/// <summary>Decimals of what is within a command; null where nothing tells.</summary>
/// <param name="Price">Of prices.</param>
/// <param name="Quantity">Of quantities.</param>
/// <param name="Money">Of amounts.</param>
/// <param name="Strike">Of an option's strike, which is a price of its underlying.</param>
internal readonly record struct FieldScales(int? Price, int? Quantity, int? Money, int? Strike);
