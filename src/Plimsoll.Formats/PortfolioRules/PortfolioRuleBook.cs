using Plimsoll.Margin.Portfolio;

namespace Plimsoll.Formats.PortfolioRules;

/// <summary>The rules by which a model margins portfolios, and which of them is asked for which class of accounts.</summary>
/// <param name="Rules">The rules, in the order of the file; each is made of those before it.</param>
/// <param name="Usual">Name of the rule for accounts without a class.</param>
/// <param name="Classes">Names of rules, by class of account.</param>
public sealed record PortfolioRuleBook(IReadOnlyList<PortfolioRule> Rules, string Usual, IReadOnlyDictionary<string, string> Classes)
{
    /// <summary>What the scenarios of a scheme are called among the rules.</summary>
    public const string Scenarios = "scenarios";

    /// <summary>The rule of a class; of no class, the usual one.</summary>
    /// <exception cref="ArgumentException">The model has no such class.</exception>
    public PortfolioRule Of(string? accountClass)
    {
        if (accountClass is not null && !Classes.ContainsKey(accountClass))
            throw new ArgumentException(
                $"Expected one of the classes {string.Join(", ", Classes.Keys)}; found {accountClass}.",
                nameof(accountClass)
            );

        var name = accountClass is null ? Usual : Classes[accountClass];
        return Rules.First(rule => string.Equals(rule.Name, name, StringComparison.Ordinal));
    }

    /// <summary>Whether a rule is another one or a part of it.</summary>
    public static bool IsWithin(PortfolioRule rule, PortfolioRule whole) =>
        ReferenceEquals(rule, whole)
        || whole switch
        {
            CombinedRule combined => combined.Parts.Any(part => IsWithin(rule, part)),
            ScaledRule scaled => IsWithin(rule, scaled.Part),
            BufferedRule buffered => IsWithin(rule, buffered.Part) || IsWithin(rule, buffered.Reference),
            _ => false,
        };
}
