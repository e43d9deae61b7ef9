using Plimsoll.Client;

namespace MarginBot;

/// <summary>Keeps an account above its line.</summary>
/// <param name="socket">The server, with a key that may act for both accounts.</param>
/// <param name="output">Tells what it does.</param>
internal sealed class Bot(PlimsollSocket socket, TextWriter output)
{
    /// <summary>The account that is watched.</summary>
    public required string Account { get; init; }

    /// <summary>The account that the money comes from; of the same owner.</summary>
    public required string Reserve { get; init; }

    /// <summary>What is moved: the venue's numeraire, in which margin is told.</summary>
    public required string Asset { get; init; }

    /// <summary>Below this margin ratio it acts.</summary>
    public ExactDecimal Line { get; init; } = 1.5m;

    /// <summary>It tops up to this margin ratio.</summary>
    public ExactDecimal Target { get; init; } = 2;

    /// <summary>Works until it is cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var account = await socket.SubscribeAsync(VenueChannels.Account(Account), cancellation: cancellation);
        var settled = 0L;
        await foreach (var message in account.ReadAllAsync(cancellation))
        {
            var margin = message switch
            {
                ChannelSnapshot<AccountState> snapshot => snapshot.State.Margin,
                ChannelMargin<AccountState> moved => moved.Margin,
                _ => null,
            };

            if (message is ChannelSnapshot<AccountState>)
                await output.WriteLineAsync(
                    $"{Account}: ratio {(margin?.MarginRatio is { } now ? now : "none, without a position")}; tops up below {Line}, to {Target}"
                );

            // What was told before the last transfer does not show it yet: acting on it would pay twice.
            if (margin?.MarginRatio is { } ratio && ratio < Line && message.Sequence >= settled)
                settled = await TopUpAsync(margin, ratio, cancellation) ?? settled;
        }
    }

    /// <summary>Says when the connection comes and goes.</summary>
    public static async Task TellConnectionAsync(PlimsollSocket socket, TextWriter output, CancellationToken cancellation)
    {
        await foreach (var status in socket.WatchAsync(cancellation))
        {
            // Once it is there, why it was not is past.
            var why = status is { State: not ConnectionState.Connected, Cause: { } cause } ? $" ({cause.Message})" : "";
            await output.WriteLineAsync($"{status.State}{why}");
        }
    }

    /// <returns>The record of the transfer; null when there was none.</returns>
    private async Task<long?> TopUpAsync(AccountMargin margin, ExactDecimal ratio, CancellationToken cancellation)
    {
        // Rounded to cents, and explicitly: the client itself rounds nothing.
        var missing = (decimal)((Target * margin.MaintenanceMargin) - margin.Equity);
        var amount = Math.Ceiling(missing * 100) / 100;
        try
        {
            // What the reserve has is moved even when it is not enough for the target.
            var free = (await socket.Accounts.MarginAsync(Reserve, cancellation)).FreeCollateral;
            amount = Math.Min(amount, Math.Floor((decimal)free * 100) / 100);
            if (amount <= 0)
            {
                await output.WriteLineAsync($"ratio {ratio}: {Reserve} has nothing left");
                return null;
            }

            // A cut between here and the answer is no danger: the client sends the transfer again under one idempotency key.
            var moved = await socket.Collateral.TransferAsync(
                new()
                {
                    From = Reserve,
                    To = Account,
                    Asset = Asset,
                    Amount = amount,
                },
                cancellation: cancellation
            );
            await output.WriteLineAsync($"ratio {ratio}: moved {amount} {Asset} from {Reserve} to {Account}");
            return moved.Sequence;
        }
        catch (PlimsollException refused)
        {
            await output.WriteLineAsync($"ratio {ratio}: could not move {amount} {Asset}: {refused.Name}. {refused.Advice}");
            return null;
        }
    }
}
