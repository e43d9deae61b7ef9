namespace Plimsoll.Client;

/// <summary>How a connection ended.</summary>
/// <param name="Code">What the close frame says; 0 for none.</param>
/// <param name="Reason">In words.</param>
/// <param name="Cause">What the platform says.</param>
internal sealed record LinkEnd(int Code, string Reason, Exception? Cause)
{
    public const int TooLarge = 1009;
    private const int NotAuthenticated = 4001;
    private const int Revoked = 4002;
    private const int TooManyFailures = 4004;

    /// <summary>Whether connecting again would end in the same way.</summary>
    public bool IsFinal => Code is NotAuthenticated or Revoked or TooManyFailures;

    /// <summary>What a message that ended its connection is told.</summary>
    public static Problem TooLargeProblem(string reason) =>
        Refusals.Of(413, Refusals.TooLarge, "too_large", "The message is too large.", "Send less at once.", reason);

    public Exception ToException() =>
        IsFinal
            ? new PlimsollException(
                "ws",
                Refusals.Of(401, Refusals.BadCredentials, "bad_credentials", "The key is not good.", "Check the key.", Reason)
            )
            : new PlimsollConnectionException(
                $"The connection ended: {(Code == 0 ? Reason : $"{Code} {Reason}")}.",
                mayHaveHappened: true,
                Cause
            );
}
