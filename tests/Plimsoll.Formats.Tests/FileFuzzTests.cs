using FsCheck;
using FsCheck.Fluent;
using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Estimates;
using Plimsoll.Formats.Models;
using Plimsoll.Formats.Portfolios;
using Plimsoll.Formats.Tests.PortfolioRules;
using Plimsoll.Testing;

namespace Plimsoll.Formats.Tests;

/// <summary>Files with any of their characters, words and lines changed: an answer or faults, each with a code, and never anything else.</summary>
public sealed class FileFuzzTests
{
    private const string PortfolioText = """
        name: p
        balances: {USDT: 10_000, COIN: 12, GOLD: -1}
        positions:
          - {instrument: BTC, quantity: 2, entry: 60_000, leverage: 10}
          - {instrument: ETH, quantity: -3, entry: 3_000, isolated: true, leverage: 5}
          - {instrument: BTCUSD, quantity: 100, entry: 50_000, isolated: 2}
          - {instrument: BTC-27DEC24-55000-C, quantity: -1}
        orders:
          - {instrument: ETH, side: buy, quantity: 2, price: 2_900}
        market:
          BTC: {mark: 59_000, index: 59_010, open_interest: 7}
          ETH: {mark: 3_010}
          BTCUSD: {mark: 59_000}
          BTCC: {index: 59_000}
          COIN: {index: 100}
          GOLD: {mark: 2_000, fall: 5%}
          BTC-27DEC24-55000-C: {mark: 500}
        facts: {amount: {previous_amount: 0}}
        """;

    private const string OrderedText =
        PortfolioRuleTests.Book + "\norders:\n  - {instrument: ETH-PERP, side: sell, quantity: 3}\naccount_class: careful";

    private static readonly string SimulatedText = PortfolioRuleTests.ModelText.Replace(
        "window: 2",
        "age_decay: 0.9, simulate: {paths: 20, seed: 1, degrees: 4, margins: past, decay: 0.9, shrinkage: 10%}",
        StringComparison.Ordinal
    );

    private static readonly string[] Words =
    [
        "null",
        "~",
        "0",
        "-1",
        "1e28",
        "-1e28",
        "1e-28",
        "79228162514264337593543950335",
        "1e400",
        "true",
        "''",
        "[]",
        "{}",
        "[[[[1]]]]",
        "{a: {b: c}}",
        "500%",
        "1,5",
        "*x",
        "&x",
        "!!binary",
        "!tag",
        "---",
        "...",
        "\t",
        "\0",
        "\u2028",
        "\ud83d",
        "{",
        "}",
        "[",
        "]",
        ":",
        "#",
        "'",
        "\"",
        "|",
        ">",
        "?",
        "- ",
        "<<: *x",
        "9999-12-31",
        "BTC",
        "USDT",
    ];

    [Fact]
    public void Changed_files_have_an_answer_or_faults() =>
        Prop.ForAll(
                Arb.From(Gen.Choose(0, int.MaxValue - 1)),
                seed =>
                {
                    var random = new Random(seed);
                    var isModel = random.Next(2) == 0;
                    Run(
                        isModel ? Changed(Sample.ModelText, random) : Sample.ModelText,
                        isModel && random.Next(2) == 0 ? PortfolioText : Changed(PortfolioText, random)
                    );
                }
            )
            .Check(Exploration.Of(15_000));

    [Fact]
    public void Changed_rules_of_portfolio_margin_have_an_answer_or_faults() =>
        Prop.ForAll(
                Arb.From(Gen.Choose(0, int.MaxValue - 1)),
                seed =>
                {
                    var random = new Random(seed);
                    var isModel = random.Next(4) > 0;
                    var table = random.Next(4) == 0 ? Changed(PortfolioRuleTests.Table, random) : PortfolioRuleTests.Table;
                    var model = random.Next(2) == 0 ? PortfolioRuleTests.ModelText : SimulatedText;
                    Run(
                        () => ModelReader.Read("pier.yaml", isModel ? Changed(model, random) : model, _ => table),
                        isModel ? OrderedText : Changed(OrderedText, random)
                    );
                }
            )
            .Check(Exploration.Of(3_000));

    [Fact]
    public void The_files_themselves_have_an_answer() =>
        Assert.NotNull(Estimate.Of(Sample.Model, Sample.PortfolioOf(PortfolioText)).Find("account.equity"));

    private static void Run(string modelText, string portfolioText) => Run(() => Sample.ModelOf(modelText), portfolioText);

    private static void Run(Func<Model> read, string portfolioText)
    {
        try
        {
            var (model, portfolio) = (read(), Sample.PortfolioOf(portfolioText));
            _ = Estimate.Of(model, portfolio);
            if (model.Margin is not null && portfolio.HasHoldings)
            {
                _ = Estimate.Explain(model, portfolio);
                Change(model, portfolio);
            }
        }
        catch (DocumentException exception)
        {
            Assert.All(exception.Faults, fault => Assert.True(fault.Code.Length > 0 && fault.Message.Length > 0));
        }
    }

    private static void Change(Model model, Portfolio portfolio)
    {
        foreach (var position in portfolio.Positions)
        {
            _ = Estimate.Of(model, PortfolioChange.Trade(model, portfolio, position.Instrument, -position.Quantity / 2));
        }

        _ = Estimate.Of(model, PortfolioChange.Move(model, portfolio, "BTC", -0.5m));
    }

    private static string Changed(string text, Random random)
    {
        for (var i = random.Next(1, 4); i > 0; i--)
        {
            text = random.Next(3) switch
            {
                0 => WithLine(text, random),
                1 => WithWord(text, random),
                _ => WithCharacter(text, random),
            };
        }

        return text;
    }

    private static string WithLine(string text, Random random)
    {
        var lines = text.Split('\n').ToList();
        var (at, from) = (random.Next(lines.Count), random.Next(lines.Count));
        switch (random.Next(3))
        {
            case 0:
                lines.RemoveAt(at);
                break;
            case 1:
                lines.Insert(at, lines[from]);
                break;
            default:
                lines[at] = " " + lines[at];
                break;
        }

        return string.Join('\n', lines);
    }

    /// <summary>Another word in the place of one: what stands between blanks and brackets.</summary>
    private static string WithWord(string text, Random random)
    {
        const string Ends = " ,:{}[]\n";
        var at = random.Next(text.Length);
        var from = text.LastIndexOfAny(Ends.ToCharArray(), at) + 1;
        var to = text.IndexOfAny(Ends.ToCharArray(), Math.Max(from, at));
        return text[..from] + Words[random.Next(Words.Length)] + (to < 0 ? "" : text[to..]);
    }

    private static string WithCharacter(string text, Random random)
    {
        var at = random.Next(text.Length);
        return random.Next(2) == 0 ? text.Remove(at, 1) : text.Insert(at, Words[random.Next(Words.Length)]);
    }
}
