using Plimsoll.Host.Requests;
using Plimsoll.Server.Api.Sockets;

namespace Plimsoll.Server.Tests.Api.Sockets;

/// <summary>Who asks and does not read.</summary>
public sealed class SlowReaderTests
{
    private static readonly byte[] Large = new byte[SocketOutbox.MostBytes / 2];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact, Trait("Criterion", "SOCK-012")]
    public async Task No_request_is_read_while_answers_of_too_many_bytes_wait()
    {
        var outbox = new SocketOutbox(16);
        outbox.Answer(await outbox.ReserveAsync(RequestId.None, Token), Large);
        outbox.Answer(await outbox.ReserveAsync(RequestId.None, Token), Large);

        var next = outbox.ReserveAsync(RequestId.None, Token).AsTask();
        var wasRead = next.IsCompleted;
        var (items, count) = await outbox.TakeAsync(new Outgoing[64]);
        var isReadWhileSending = next.IsCompleted;
        outbox.Sent(items.AsSpan(0, count));

        Assert.Equal((false, 2, false), (wasRead, count, isReadWhileSending));
        Assert.InRange(await next.WaitAsync(TimeSpan.FromSeconds(20), Token), 0, 1);
    }

    [Fact, Trait("Criterion", "SOCK-012")]
    public async Task Outcomes_and_small_answers_hold_nothing_up()
    {
        var outbox = new SocketOutbox(16);
        for (var i = 0; i < 1_000; i++)
        {
            outbox.Answer(await outbox.ReserveAsync(RequestId.None, Token), "{}"u8);
            outbox.Complete(await outbox.ReserveAsync(RequestId.None, Token), Outcome.Refused(HostReason.Busy));
        }

        Assert.True(outbox.ReserveAsync(RequestId.None, Token).AsTask().IsCompleted);
    }

    [Fact, Trait("Criterion", "SOCK-012")]
    public async Task Messages_that_nobody_asked_for_have_a_bound_of_their_own()
    {
        var outbox = new SocketOutbox(16);

        var (first, second, third) = (outbox.TryTell(Large, 1), outbox.TryTell(Large, 2), outbox.TryTell(Large, 3));
        var isRead = outbox.ReserveAsync(RequestId.None, Token).AsTask().IsCompleted;
        var (items, count) = await outbox.TakeAsync(new Outgoing[64]);
        outbox.Sent(items.AsSpan(0, count));

        Assert.Equal((true, true, false), (first, second, third));
        Assert.True(isRead);
        Assert.True(outbox.TryTell(Large, 3));
    }

    [Fact, Trait("Criterion", "SOCK-016")]
    public async Task Who_leads_into_a_device_that_hangs_is_told_by_others_meanwhile()
    {
        var outbox = new SocketOutbox(16);
        var slot = await outbox.ReserveAsync(RequestId.None, Token);
        using var isHeld = new ManualResetEventSlim();
        using var isBack = new ManualResetEventSlim();
        var leading = Task.Factory.StartNew(
            () =>
            {
                outbox.Hold();
                isHeld.Set();
                isBack.Wait(Token);
                outbox.Release();
            },
            Token,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default
        );
        isHeld.Wait(Token);
        var writing = outbox.TakeAsync(new Outgoing[64]).AsTask();

        outbox.TryTell("{}"u8.ToArray(), sequence: 7);
        var isEventSent = writing.IsCompleted;
        outbox.Complete(slot, Outcome.Refused(HostReason.OutcomeUnknown));
        var (_, count) = await writing.WaitAsync(TimeSpan.FromSeconds(20), Token);
        var beating = outbox.TakeAsync(new Outgoing[64]).AsTask();
        outbox.TryTell("{}"u8.ToArray(), sequence: 0);
        await beating.WaitAsync(TimeSpan.FromSeconds(20), Token);

        isBack.Set();
        await leading;
        Assert.Equal((false, 2), (isEventSent, count));
    }

    [Theory, Trait("Criterion", "SOCK-013")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_asks_and_does_not_read_is_dropped_and_told_why_if_he_then_reads(bool hasKey)
    {
        await using var world = await ServerWorld.StartAsync(
            new()
            {
                Sockets = new()
                {
                    Stall = TimeSpan.FromMilliseconds(200),
                    Grace = TimeSpan.FromSeconds(15),
                    Authenticate = TimeSpan.FromMinutes(5),
                },
            }
        );
        await world.SetUp();
        var (secret, _) = await world.Key("auditor");
        await using var socket = await TestSocket.ConnectAsync(world, hasKey ? secret : null, reads: false);
        var list = string.Join(
            ',',
            // Less than 4 KiB, which is all that is taken in without a key.
            Enumerable.Range(0, 50).Select(id => $$$"""{"id":{{{id}}},"method":"events.list","params":{"limit":1000}}""")
        );
        using var asking = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var asks = AskAsync();

        Assert.True(await IsDropped(world));
        socket.Read();
        Assert.Equal(4003, await socket.Closed());
        Assert.Matches("^slow consumer; last sequence 0$", socket.CloseReason!);
        await asking.CancelAsync();
        await asks;

        async Task AskAsync()
        {
            try
            {
                while (!asking.IsCancellationRequested)
                    await socket.Send($"[{list}]");
            }
            catch (Exception cause) when (cause is System.Net.WebSockets.WebSocketException or OperationCanceledException or IOException)
            {
                // The server takes no more, or has closed.
            }
        }
    }

    [Fact, Trait("Criterion", "SOCK-012")]
    public async Task Who_reads_late_gets_every_answer()
    {
        await using var world = await ServerWorld.StartAsync();
        await world.SetUp();
        var (secret, _) = await world.Key("auditor");
        await using var socket = await TestSocket.ConnectAsync(world, secret, reads: false);
        var list = string.Join(
            ',',
            Enumerable.Range(1, 500).Select(id => $$$"""{"id":{{{id}}},"method":"events.list","params":{"limit":1000}}""")
        );

        await socket.Send($"[{list}]");
        socket.Read();

        var answered = new List<int>();
        while (answered.Count < 500)
        {
            var answer = await socket.Answer();
            Assert.NotNull(answer["result"]);
            answered.Add((int)answer["id"]!);
        }

        Assert.Equal(Enumerable.Range(1, 500), answered.Order());
    }

    private static async Task<bool> IsDropped(ServerWorld world)
    {
        for (var i = 0; i < 400; i++)
        {
            using var page = await world.Http.GetAsync(new Uri(world.Server.Addresses[0], "metrics"), Token);
            var lines = (await page.Content.ReadAsStringAsync(Token)).Split('\n');
            if (
                lines.Any(line =>
                    line.StartsWith("plimsoll_websocket_dropped", StringComparison.Ordinal) && line.EndsWith(" 1", StringComparison.Ordinal)
                )
            )
                return true;

            await Task.Delay(50, Token);
        }

        return false;
    }
}
