// Watches the margin of one account over WebSocket, and tops it up from another account of the same owner when its margin ratio (equity over maintenance
// margin; liquidation below 1) falls below a line. Cuts and restarts of the server are the client's affair: nothing here speaks of them but one line of output.
//
//   dotnet run -c Release --project samples/MarginBot -- http://127.0.0.1:4100/ ACCOUNT RESERVE ASSET     key of a trader with both accounts in PLIMSOLL_KEY
using MarginBot;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var key = Environment.GetEnvironmentVariable("PLIMSOLL_KEY");
return await BotProgram.RunAsync(args, key, TimeSpan.FromSeconds(10), Console.Out, Console.Error, stop.Token);
