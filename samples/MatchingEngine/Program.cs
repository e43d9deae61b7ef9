// A toy matching engine beside a running server: it reads orders from its input, has each checked by the server, matches by price and time, and books the
// trades. It follows all accounts, and so learns of orders that the server ends, and fills the liquidation orders that it places. It begins with the orders
// that are open at the server, so that a restart loses none.
//
//   dotnet run -c Release --project samples/MatchingEngine -- http://127.0.0.1:4100/ INSTRUMENT     key of a matching engine in PLIMSOLL_KEY
//   alice buy 2 100
//   bob sell 1.5 99.5
using MatchingEngine;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
var key = Environment.GetEnvironmentVariable("PLIMSOLL_KEY");
return await ExchangeProgram.RunAsync(args, key, TimeSpan.FromSeconds(10), Console.In, Console.Out, Console.Error, stop.Token);
