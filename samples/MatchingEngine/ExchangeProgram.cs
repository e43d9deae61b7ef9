using Plimsoll.Client;

namespace MatchingEngine;

/// <summary>The matching engine as a command: whatever it cannot do it says in one line, with an exit code.</summary>
internal static class ExchangeProgram
{
    /// <summary>Runs until its input ends.</summary>
    /// <param name="args">ADDRESS INSTRUMENT.</param>
    /// <param name="keyText">A matching engine's key; null for none.</param>
    /// <param name="patience">How long the server may take to be there at first. Later cuts are waited out.</param>
    /// <returns>0 done or stopped, 1 the server cannot be reached or refuses, 2 wrong command line.</returns>
    public static async Task<int> RunAsync(
        string[] args,
        string? keyText,
        TimeSpan patience,
        TextReader input,
        TextWriter output,
        TextWriter error,
        CancellationToken stop
    )
    {
        if (args is not [var address, var instrument] || keyText is null)
        {
            await error.WriteLineAsync("usage: PLIMSOLL_KEY=plim_… MatchingEngine ADDRESS INSTRUMENT < orders, such as: alice buy 2 100");
            return 2;
        }

        try
        {
            var options = new PlimsollSocketOptions { Address = new(address), Key = PlimsollKey.Bearer(keyText) };
            await output.WriteLineAsync($"connecting to {address} …");
            await using var socket = await ConnectAsync(options, patience, stop);
            // Asked first: a misspelt one would look like a market without orders.
            await socket.Instruments.GetAsync(instrument, stop);
            var exchange = new Exchange(socket, instrument, output);
            var running = exchange.RunAsync(stop);
            // Orders typed before that would be found at the server as if they were of before.
            await await Task.WhenAny(exchange.Resumed, running);
            // A console's reader holds its thread, so that it gets one of its own; what ends the exchange ends the program.
            var reading = Task.Run(() => ReadAsync(exchange, input, error, stop), stop);
            await await Task.WhenAny(reading, running);
            await running;
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception cause) when (cause is UriFormatException or ArgumentException)
        {
            await error.WriteLineAsync($"MatchingEngine: {(cause is UriFormatException ? address : "PLIMSOLL_KEY")}: {FirstLine(cause)}");
            return 2;
        }
        catch (Exception cause) when (cause is PlimsollException or PlimsollConnectionException or OperationCanceledException)
        {
            await error.WriteLineAsync($"MatchingEngine: {FirstLine(cause)}");
            return 1;
        }
    }

    private static async Task ReadAsync(Exchange exchange, TextReader input, TextWriter error, CancellationToken stop)
    {
        while (await input.ReadLineAsync(stop) is { } line)
        {
            // Submitting does not wait for the server: the next line is read at once, and orders take their place as they were typed.
            if (Incoming.TryRead(line, out var order))
                exchange.Submit(order);
            else if (line.Trim().Length > 0)
                await error.WriteLineAsync($"expected ACCOUNT buy|sell AMOUNT PRICE, found: {line}");
        }

        exchange.Complete();
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
