using System.Text;
using System.Text.Json;
using Plimsoll.Feeds.Parsing;
using Plimsoll.Feeds.Protocols;
using Plimsoll.Values;

namespace Plimsoll.Feeds.Chainlink;

/// <summary>Chainlink aggregators read with <c>eth_call</c> from several providers of a chain: a price counts when more than half of them tell the same round.</summary>
/// <remarks>
/// <para>
/// A message is what one question to all providers brought: <c>{"answers":[{"provider":"…","status":200,"body":"…"},…]}</c>. A provider whose latest
/// block is old is asleep and does not count, whatever it says: an aggregator that speaks once an hour would hide that for an hour.
/// </para>
/// <para>
/// Two that tell one round with different prices contradict each other, which is told even where the rest agrees.
/// Source: docs.chain.link, AggregatorV3Interface (selectors feaf968c and 313ce567); ethereum.org, JSON-RPC (eth_call, eth_getBlockByNumber).
/// </para>
/// </remarks>
internal sealed class ChainlinkProtocol : IFeedProtocol
{
    private const string LatestRoundData = "0xfeaf968c";
    private const string DecimalsOf = "0x313ce567";
    private readonly Duration _blockAgeMax;
    private readonly int _providers;

    /// <param name="symbols">The aggregators, by address.</param>
    /// <param name="providers">How many are asked.</param>
    /// <param name="blockAgeMax">How old the latest block of a provider may be.</param>
    public ChainlinkProtocol(IReadOnlyList<FeedSymbol> symbols, int providers, Duration blockAgeMax)
    {
        Symbols = new([.. symbols.Select(symbol => symbol with { Kind = FeedSymbolKind.Index, Label = symbol.Shown })]);
        _providers = providers;
        _blockAgeMax = blockAgeMax;
    }

    public SymbolTable Symbols { get; }

    public string? Ping => null;

    public Uri Address(Uri endpoint) => endpoint;

    /// <summary>The batch that is asked again and again.</summary>
    public void Begin(ProtocolOutput output)
    {
        var calls = new StringBuilder("""[{"jsonrpc":"2.0","id":0,"method":"eth_getBlockByNumber","params":["latest",false]}""");
        for (var i = 0; i < Symbols.Symbols.Count; i++)
        {
            var address = JsonSerializer.Serialize(Symbols.Symbols[i].Name, TextContext.Default.String);
            calls.Append(Call((2 * i) + 1, address, LatestRoundData)).Append(Call((2 * i) + 2, address, DecimalsOf));
        }

        output.Reply(calls.Append(']').ToString());
    }

    public void Resubscribe(ProtocolOutput output) { }

    public void Read(ReadOnlySpan<byte> message, Timestamp received, ProtocolOutput output)
    {
        try
        {
            var json = new Utf8JsonReader(message);
            using var document = JsonDocument.ParseValue(ref json);
            var rounds = new List<(string Provider, ChainlinkRound?[] Rounds)>();
            foreach (var answer in document.RootElement.GetProperty("answers").EnumerateArray())
            {
                var provider = answer.GetProperty("provider").GetString() ?? "";
                if (Answer(answer, provider, received, output) is { } told)
                {
                    rounds.Add((provider, told));
                }
            }

            for (var i = 0; i < Symbols.Symbols.Count; i++)
            {
                Agree(i, rounds, output);
            }
        }
        catch (Exception e) when (IsMalformed(e))
        {
            output.Notice(ProtocolNotice.Malformed, e.Message);
        }
    }

    private static bool IsMalformed(Exception e) =>
        e
            is JsonException
                or MalformedMessageException
                or InvalidOperationException
                or OverflowException
                or FormatException
                or KeyNotFoundException;

    private static string Call(int id, string address, string data) =>
        $$""",{"jsonrpc":"2.0","id":{{id}},"method":"eth_call","params":[{"to":{{address}},"data":"{{data}}"},"latest"]}""";

    private ChainlinkRound?[]? Answer(JsonElement answer, string provider, Timestamp received, ProtocolOutput output)
    {
        if (!answer.TryGetProperty("body", out var body))
        {
            var reason = answer.TryGetProperty("error", out var error) ? error.GetString() : null;
            output.Notice(ProtocolNotice.NoAgreement, $"{provider}: {reason ?? "no answer"}");
            return null;
        }

        try
        {
            return Rounds(body.GetString() ?? "", provider, received, output);
        }
        catch (Exception e) when (IsMalformed(e))
        {
            output.Notice(ProtocolNotice.Malformed, $"{provider}: {e.Message}");
            return null;
        }
    }

    private ChainlinkRound?[]? Rounds(string body, string provider, Timestamp received, ProtocolOutput output)
    {
        using var document = JsonDocument.Parse(body);
        if (document.RootElement.ValueKind is JsonValueKind.Object)
        {
            output.Notice(ProtocolNotice.Refused, $"{provider}: {Error(document.RootElement)}");
            return null;
        }

        var results = new string?[(2 * Symbols.Symbols.Count) + 1];
        var blockTime = 0L;
        foreach (var item in document.RootElement.EnumerateArray())
        {
            var id = item.GetProperty("id").GetInt32();
            if (!item.TryGetProperty("result", out var result) || result.ValueKind is JsonValueKind.Null)
            {
                output.Notice(ProtocolNotice.Refused, $"{provider}: {Error(item)}");
            }
            else if (id == 0)
            {
                blockTime = ChainlinkRound.Quantity(result.GetProperty("timestamp").GetString() ?? "");
            }
            else if (id > 0 && id < results.Length)
            {
                results[id] = result.GetString();
            }
        }

        if (!VenueTime.TryFrom(blockTime, perSecond: 1, out var block) || received - block > _blockAgeMax)
        {
            output.Notice(ProtocolNotice.NoAgreement, $"{provider}: its latest block is too old");
            return null;
        }

        var rounds = new ChainlinkRound?[Symbols.Symbols.Count];
        for (var i = 0; i < rounds.Length; i++)
        {
            if (results[(2 * i) + 1] is { } data && results[(2 * i) + 2] is { } decimals)
            {
                rounds[i] = ChainlinkRound.Parse(data, decimals);
            }
        }

        return rounds;
    }

    private void Agree(int symbol, List<(string Provider, ChainlinkRound?[] Rounds)> answers, ProtocolOutput output)
    {
        var told = answers.Where(answer => answer.Rounds[symbol] is not null).Select(answer => answer.Rounds[symbol]!.Value).ToList();
        var name = Symbols.Symbols[symbol].Shown;
        if (told.GroupBy(round => round.Round).Any(round => round.Distinct().Skip(1).Any()))
        {
            output.Notice(ProtocolNotice.NoAgreement, $"{name}: providers contradict each other about one round");
        }

        var agreed = told.GroupBy(round => round)
            .Where(group => group.Count() > _providers / 2)
            .Select(group => (ChainlinkRound?)group.Key);
        if (agreed.OrderByDescending(round => round!.Value.Round).FirstOrDefault() is not { } best)
        {
            output.Notice(ProtocolNotice.NoAgreement, $"{name}: no round told by more than half of {_providers} providers");
            return;
        }

        output.Quote(symbol, new(0, 0, Index: best.Price), best.UpdatedAt, best.Sequence);
    }

    private static string Error(JsonElement element) =>
        element.TryGetProperty("error", out var error)
        && error.ValueKind is JsonValueKind.Object
        && error.TryGetProperty("message", out var message)
            ? message.ToString()
            : "no result";
}
