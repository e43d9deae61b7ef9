namespace Plimsoll.Margin;

/// <summary>Hears each term of a calculation as it is computed. A struct that does not listen costs nothing.</summary>
public interface IExplanationSink
{
    /// <summary>Whether terms are wanted at all.</summary>
    static abstract bool IsListening { get; }

    /// <summary>An asset's part of equity and net liquidation value.</summary>
    void Add(in EquityTerm term);

    /// <summary>A position's part of a requirement.</summary>
    void Add(in RequirementTerm term);
}
