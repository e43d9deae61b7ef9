// A toy matching engine beside a running server: it reads orders from its input, has each checked by the server, matches by price and time, and books the
// trades. It follows all accounts, and so learns of orders that the server ends, and fills the liquidation orders that it places. It begins with the orders
// that are open at the server, so that a restart loses none.
//
//   dotnet run --project samples/MatchingEngine -- http://127.0.0.1:4100/ INSTRUMENT     key of a matching engine in PLIMSOLL_KEY
//   alice buy 2 100
//   bob sell 1.5 99.5
using MatchingEngine;
using Plimsoll.Client;

if (args is not [var address, var instrument] || Environment.GetEnvironmentVariable("PLIMSOLL_KEY") is not { } key)
{
    Console.Error.WriteLine("usage: PLIMSOLL_KEY=plim_… MatchingEngine ADDRESS INSTRUMENT < orders, such as: alice buy 2 100");
    return 2;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
Console.WriteLine($"connecting to {address} …");
await using var socket = await PlimsollSocket.ConnectAsync(new() { Address = new(address), Key = PlimsollKey.Bearer(key) }, stop.Token);
var exchange = new Exchange(socket, instrument, Console.Out);
var running = exchange.RunAsync(stop.Token);
while (await Console.In.ReadLineAsync(stop.Token) is { } line)
{
    // Submitting does not wait for the server: the next line is read at once, and orders take their place as they were typed.
    if (Incoming.TryRead(line, out var order))
        exchange.Submit(order);
    else if (line.Trim().Length > 0)
        Console.Error.WriteLine($"expected ACCOUNT buy|sell AMOUNT PRICE, found: {line}");
}

exchange.Complete();
await running;
return 0;
