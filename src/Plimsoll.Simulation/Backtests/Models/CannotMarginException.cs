namespace Plimsoll.Simulation.Backtests.Models;

/// <summary>A model has no answer for a book; the message ends the sentence "it cannot, since …".</summary>
internal sealed class CannotMarginException(string message) : Exception(message);
