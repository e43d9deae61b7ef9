namespace Plimsoll.Client;

/// <summary>What is known of a request over all its attempts: when it first went out, and whether one of them may have had its effect.</summary>
internal sealed class Delivery(Operation operation, TimeSpan resendWithin, TimeProvider clock)
{
    private bool _isSent;
    private long _sentAt;
    private DateTimeOffset _sentOn;

    /// <summary>Whether an attempt before may have had its effect; what changes nothing has none.</summary>
    public bool MayHaveHappened { get; private set; }

    /// <summary>Looks at an option: the server forgets keys after a day, or earlier when there are very many.</summary>
    public static TimeSpan CheckResendWithin(TimeSpan value) =>
        value >= TimeSpan.Zero && value <= TimeSpan.FromHours(1)
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "ResendWithin: expected 0 to 1 hour.");

    /// <summary>An attempt goes out.</summary>
    public void Sent()
    {
        if (_isSent)
            return;

        (_isSent, _sentAt, _sentOn) = (true, clock.GetTimestamp(), clock.GetUtcNow());
    }

    /// <summary>Nobody knows what became of an attempt.</summary>
    public void Lost() => MayHaveHappened |= operation.MayChange;

    /// <summary>Whether sending it again, after a wait, might find a server that has forgotten its key.</summary>
    public bool IsTooOld(TimeSpan wait = default)
    {
        if (!MayHaveHappened)
            return false;

        // One clock stands still while a machine sleeps, the other may be set back.
        var (steady, told) = (clock.GetElapsedTime(_sentAt), clock.GetUtcNow() - _sentOn);
        return (steady > told ? steady : told) + wait >= resendWithin;
    }

    /// <summary>What the caller is told after the last refusal: about this attempt it is true, about those before it says nothing, unless it comes from a record.</summary>
    public Exception Tell(PlimsollException refused)
    {
        var isUnsettled = Refusals.IsUnsettled(refused.Problem);
        if (isUnsettled)
            Lost();

        return MayHaveHappened && (refused.Sequence is null || isUnsettled) ? Unknown(refused.Message, refused) : refused;
    }

    /// <summary>What the caller is told when there is no answer.</summary>
    public PlimsollConnectionException Unknown(string why, Exception? cause) =>
        new(
            MayHaveHappened ? $"{operation}: it may have happened, and the answer is not known. {why}" : $"{operation}: no answer. {why}",
            MayHaveHappened,
            cause
        );
}
