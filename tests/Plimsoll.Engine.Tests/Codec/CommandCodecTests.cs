using System.Runtime.CompilerServices;
using Plimsoll.Engine.Commands;
using Plimsoll.Engine.Commands.Codec;
using Plimsoll.Engine.Marking;
using Plimsoll.Engine.Trading;
using Plimsoll.Testing.Scenarios;
using Plimsoll.Testing.Worlds;

namespace Plimsoll.Engine.Tests.Codec;

/// <summary>A command read back is the command that was written, and nothing else is read as one.</summary>
public sealed class CommandCodecTests
{
    private readonly CommandEncoder _encoder = new();

    [Fact, Trait("Criterion", "CODC-001"), Trait("Criterion", "CODC-005")]
    public void Commands_read_back_lead_an_engine_to_the_same_events()
    {
        var kinds = new HashSet<byte>();
        for (ulong seed = 1; seed <= 6; seed++)
        {
            var world = new RandomWorld(seed, hasSchemes: seed % 2 == 0);
            var twin = new MarginEngine(world.Rules);
            for (var step = 0; step < 300; step++)
            {
                var command = world.Next();
                var result = world.Apply(command);
                if (Bytes(command) is not { } bytes)
                {
                    Assert.False(result.IsAccepted, $"{command} has no bytes and was accepted");
                    continue;
                }

                var read = CommandDecoder.Decode(bytes);

                Assert.Equal(bytes, Bytes(read));
                twin.Apply(read);
                if (result.IsAccepted)
                {
                    kinds.Add(bytes[0]);
                    Assert.Equal(world.Engine.EventHash, twin.EventHash);
                }
            }

            Assert.Equal(world.Engine.StateHash(), twin.StateHash());
        }

        Assert.True(kinds.Count > 25, $"only kinds {string.Join(", ", kinds.Order())}");
    }

    [Fact, Trait("Criterion", "CODC-001")]
    public void Nonsense_is_read_back_as_the_same_nonsense()
    {
        for (ulong seed = 1; seed <= 4; seed++)
        {
            var world = new WorldGenerator(seed);
            for (var step = 0; step < 400; step++)
            {
                var command = world.Next();
                world.Naive.Apply(command);
                if (Bytes(command) is { } bytes)
                {
                    Assert.Equal(bytes, Bytes(CommandDecoder.Decode(bytes)));
                }
            }
        }
    }

    [Fact, Trait("Criterion", "CODC-002")]
    public void Every_command_has_its_kind()
    {
        var commands = typeof(Command).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Command))).Select(type => type.Name);

        // One has a second form, by which it names what it approves.
        Assert.Equal(
            commands.Append(nameof(CommandKind.ApproveNamedMark)).Order(StringComparer.Ordinal),
            Enum.GetNames<CommandKind>().Order(StringComparer.Ordinal)
        );
        Assert.Equal(Enum.GetValues<CommandKind>().Length, Enum.GetValues<CommandKind>().Distinct().Count());
    }

    [Fact, Trait("Criterion", "CODC-002")]
    public void Bytes_of_format_1_stay_readable()
    {
        var kinds = new HashSet<CommandKind>();
        foreach (var line in File.ReadAllLines(Kept()))
        {
            var (name, bytes) = (line.Split(' ')[0], Convert.FromHexString(line.Split(' ')[1]));
            var command = CommandDecoder.Decode(bytes);

            Assert.Equal(name, command.GetType().Name);
            Assert.Equal(bytes, Bytes(command));
            kinds.Add((CommandKind)bytes[0]);
        }

        Assert.Equal(Enum.GetValues<CommandKind>().Order(), kinds.Order());
    }

    [Fact, Trait("Criterion", "HOST-010")]
    public void A_listing_is_the_same_request_whatever_number_its_scheme_gets()
    {
        var kept = File.ReadAllLines(Kept()).Single(line => line.StartsWith("ListScheme ", StringComparison.Ordinal)).Split(' ')[1];
        var listing = Assert.IsType<ListScheme>(CommandDecoder.Decode(Convert.FromHexString(kept)));
        byte[] Cleared(ListScheme command)
        {
            var bytes = Bytes(command)!;
            return bytes[..CommandEncoder.ClearWhatIsAssigned(bytes)];
        }

        var first = Cleared(listing);
        var later = Cleared(listing with { At = new(7), Parameters = listing.Parameters with { Id = new(217) } });
        var other = Cleared(listing with { Parameters = listing.Parameters with { Symbol = "OTHER" } });

        Assert.Equal(first, later);
        Assert.NotEqual(first, other);
    }

    [Fact, Trait("Criterion", "CODC-002")]
    public void The_form_is_the_one_that_is_written_down() =>
        Assert.Equal(
            "0701000000000000001000000002" + "05000000000000000000000000000000",
            Convert.ToHexStringLower(_encoder.Encode(new DepositCollateral(new(1), new(16), new(2), new(5))))
        );

    [Fact, Trait("Criterion", "CODC-003")]
    public void Whatever_is_damaged_is_refused_or_is_another_command()
    {
        var dice = new Random(3);
        var (refused, read) = (0, 0);
        foreach (var line in File.ReadAllLines(Kept()))
        {
            var whole = Convert.FromHexString(line.Split(' ')[1]);
            for (var length = 0; length < Math.Min(whole.Length, 400); length++)
            {
                Assert.Throws<CommandFormatException>(() => CommandDecoder.Decode(whole.AsSpan(0, length)));
            }

            Assert.Throws<CommandFormatException>(() => CommandDecoder.Decode([.. whole, 0]));
            for (var round = 0; round < 2_000; round++)
            {
                var damaged = (byte[])whole.Clone();
                for (var i = dice.Next(1, 4); i > 0; i--)
                {
                    damaged[dice.Next(damaged.Length)] = (byte)dice.Next(256);
                }

                _ = IsCommand(damaged) ? read++ : refused++;
            }
        }

        for (var round = 0; round < 50_000; round++)
        {
            var bytes = new byte[dice.Next(0, 80)];
            dice.NextBytes(bytes);
            _ = IsCommand(bytes) ? read++ : refused++;
        }

        Assert.True(refused > 40_000 && read > 1_000, $"{refused} refused, {read} read");
    }

    [Fact, Trait("Criterion", "CODC-004")]
    public void Encoding_what_comes_all_the_time_allocates_nothing()
    {
        Command[] commands =
        [
            new SubmitQuotes(
                new(1),
                new IndexQuote[] { new(new(0), 1, new(99), new(101)) },
                new BookQuote[] { new(new(0), new(1), new(2), new(3)) }
            ),
            new PlaceOrder(new(2), new(16), new(1), new(-5), new(100), true, 7),
            new AmendOrder(new(3), new(4), new(5), new(6)),
            new CancelOrder(new(3), new(4)),
            new RecordTrades(new(5), new TradeLeg[] { new(1, new(0), new(3), new(100), new(16), default, new(17), default) }),
            new DepositCollateral(new(6), new(16), new(0), new(5)),
            new WithdrawCollateral(new(6), new(16), new(0), new(5)),
            new TransferCollateral(new(7), new(16), new(17), new(0), new(5)),
            new AdvanceTime(new(8)),
        ];
        Encode(commands);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < 1_000; round++)
        {
            Encode(commands);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private void Encode(Command[] commands)
    {
        foreach (var command in commands)
        {
            _encoder.Encode(command);
        }
    }

    /// <summary>Its bytes; null where it has none.</summary>
    private byte[]? Bytes(Command command)
    {
        try
        {
            return _encoder.Encode(command).ToArray();
        }
        catch (Exception cause) when (cause is CommandFormatException or InvariantViolationException)
        {
            return null;
        }
    }

    private static bool IsCommand(byte[] bytes)
    {
        try
        {
            CommandDecoder.Decode(bytes);
            return true;
        }
        catch (CommandFormatException)
        {
            return false;
        }
    }

    private static string Kept([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "commands-format-1.txt");
}
