using Plimsoll.Client;

namespace MarginBot;

/// <summary>The bot as a command: whatever it cannot do it says in one line, with an exit code.</summary>
internal static class BotProgram
{
    /// <summary>Runs until it is stopped.</summary>
    /// <param name="args">ADDRESS ACCOUNT RESERVE ASSET.</param>
    /// <param name="keyText">A trader's key for both accounts; null for none.</param>
    /// <param name="patience">How long the server may take to be there at first. Later cuts are waited out.</param>
    /// <returns>0 stopped, 1 the server cannot be reached or refuses, 2 wrong command line.</returns>
    public static async Task<int> RunAsync(
        string[] args,
        string? keyText,
        TimeSpan patience,
        TextWriter output,
        TextWriter error,
        CancellationToken stop
    )
    {
        if (args is not [var address, var account, var reserve, var asset] || keyText is null)
        {
            await error.WriteLineAsync("usage: PLIMSOLL_KEY=plim_… MarginBot ADDRESS ACCOUNT RESERVE ASSET");
            return 2;
        }

        try
        {
            var options = new PlimsollSocketOptions { Address = new(address), Key = PlimsollKey.Bearer(keyText) };
            await output.WriteLineAsync($"connecting to {address} …");
            await using var socket = await ConnectAsync(options, patience, stop);
            var bot = new Bot(socket, output)
            {
                Account = account,
                Reserve = reserve,
                Asset = asset,
            };
            // The bot's end is the program's: who tells of the connection only tells.
            using var told = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var telling = Bot.TellConnectionAsync(socket, output, told.Token);
            try
            {
                await bot.RunAsync(stop);
            }
            finally
            {
                await told.CancelAsync();
                await telling.ContinueWith(static _ => { }, TaskScheduler.Default);
            }

            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception cause) when (cause is UriFormatException or ArgumentException)
        {
            await error.WriteLineAsync($"MarginBot: {(cause is UriFormatException ? address : "PLIMSOLL_KEY")}: {FirstLine(cause)}");
            return 2;
        }
        catch (Exception cause) when (cause is PlimsollException or PlimsollConnectionException or OperationCanceledException)
        {
            await error.WriteLineAsync($"MarginBot: {FirstLine(cause)}");
            return 1;
        }
    }

    /// <summary>By itself the client would try for ever: at the start a wrong address is likelier than a server that is about to come.</summary>
    private static async Task<PlimsollSocket> ConnectAsync(PlimsollSocketOptions options, TimeSpan patience, CancellationToken stop)
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(stop);
        soon.CancelAfter(patience);
        return await PlimsollSocket.ConnectAsync(options, soon.Token);
    }

    /// <summary>Without the name of the parameter that the platform adds.</summary>
    private static string FirstLine(Exception cause) => cause.Message.Split('\n')[0].Split(" (Parameter ")[0].TrimEnd();
}
