using System.Diagnostics.CodeAnalysis;

namespace Plimsoll.Server.Api.Requests;

/// <summary>Which side of a position.</summary>
public enum PositionSide
{
    /// <summary>Has bought.</summary>
    [SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The field's own word.")]
    Long,

    /// <summary>Has sold.</summary>
    [SuppressMessage("Naming", "CA1720:Identifier contains type name", Justification = "The field's own word.")]
    Short,
}
