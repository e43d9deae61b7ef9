// Watches the margin of one account over WebSocket, and tops it up from another account of the same owner when its margin ratio (equity over maintenance
// margin; liquidation below 1) falls below a line. Cuts and restarts of the server are the client's affair: nothing here speaks of them but one line of output.
//
//   dotnet run --project samples/MarginBot -- http://127.0.0.1:4100/ ACCOUNT RESERVE ASSET     key of a trader with both accounts in PLIMSOLL_KEY
using MarginBot;
using Plimsoll.Client;

if (args is not [var address, var account, var reserve, var asset] || Environment.GetEnvironmentVariable("PLIMSOLL_KEY") is not { } key)
{
    Console.Error.WriteLine("usage: PLIMSOLL_KEY=plim_… MarginBot ADDRESS ACCOUNT RESERVE ASSET");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
await using var socket = await PlimsollSocket.ConnectAsync(new() { Address = new(address), Key = PlimsollKey.Bearer(key) }, stop.Token);
try
{
    await Task.WhenAll(
        new Bot(socket, Console.Out)
        {
            Account = account,
            Reserve = reserve,
            Asset = asset,
        }.RunAsync(stop.Token),
        Bot.TellConnectionAsync(socket, Console.Out, stop.Token)
    );
}
catch (OperationCanceledException)
{
    // Stopped by hand.
}

return 0;
