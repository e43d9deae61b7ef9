namespace Plimsoll.Server.Api.Rules;

/// <summary>Margin as a model has it for an instrument.</summary>
/// <param name="Model">The model's name, such as those of <c>plimsoll models</c>.</param>
/// <param name="Symbol">The instrument's symbol in the model.</param>
public sealed record ModelMargin(string Model, string Symbol);
