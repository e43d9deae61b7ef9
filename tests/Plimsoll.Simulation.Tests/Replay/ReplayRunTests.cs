using Plimsoll.Engine.Solvency;
using Plimsoll.Margin;
using Plimsoll.Simulation.MarketData;
using Plimsoll.Simulation.Markets;
using Plimsoll.Simulation.Population;
using Plimsoll.Simulation.Replay;

namespace Plimsoll.Simulation.Tests.Replay;

public sealed class ReplayRunTests : IClassFixture<ReplayRunTests.Crash>
{
    private readonly Crash _crash;

    public ReplayRunTests(Crash crash) => _crash = crash;

    [Fact, Trait("Criterion", "REPL-030")]
    public void The_same_request_gives_the_same_hashes()
    {
        var again = ReplayRun.Execute(_crash.Request);

        Assert.Equal(_crash.Result.Summary.StateHash, again.Summary.StateHash);
        Assert.Equal(_crash.Result.Summary.EventHash, again.Summary.EventHash);
        Assert.Equal(_crash.Result.Summary.Audit!.AccountChecks, again.Summary.Audit!.AccountChecks);
    }

    [Fact, Trait("Criterion", "REPL-030")]
    public void Another_seed_or_mark_gives_another_history()
    {
        var hashes = new[]
        {
            _crash.Result.Summary.EventHash,
            ReplayRun.Execute(_crash.Request with { Seed = 2 }).Summary.EventHash,
            ReplayRun.Execute(_crash.Request with { Mark = MarkRule.Parse("bitmex") }).Summary.EventHash,
        };

        Assert.Equal(3, hashes.Distinct().Count());
    }

    [Fact, Trait("Criterion", "REPL-040"), Trait("Criterion", "REPL-041"), Trait("Criterion", "REPL-043")]
    public void Nobody_is_missed_and_nothing_is_lost()
    {
        var summary = _crash.Result.Summary;

        Assert.Equal(0, summary.Audit!.Missed);
        Assert.All(summary.Audit.Conservation.Values, imbalance => Assert.Equal(0, imbalance));
        Assert.Equal((0, 0), (summary.Audit.QuantityFaults, summary.AuditDifferences));
        Assert.Equal(0, summary.Alarms);
    }

    [Fact, Trait("Criterion", "REPL-055")]
    public void What_one_wins_another_loses()
    {
        var profits = _crash.Result.Summary.Profits;

        Assert.Equal(0, profits.Sum);
        Assert.Equal(profits.Sum, profits.Parts.Sum(part => part.Amount));
        Assert.All(
            [profits.Users, profits.Makers, profits.InsuranceFund, profits.Fees, profits.Conversion],
            part => Assert.NotEqual(0, part)
        );
        Assert.Equal(_crash.Result.Summary.BadDebt, -profits.BadDebt);
        var fund = _crash.Result.Summary.InsuranceFund;
        Assert.Equal(fund.End - fund.Start, profits.InsuranceFund);
    }

    [Fact, Trait("Criterion", "REPL-056")]
    public void A_maker_without_capital_owes_what_it_loses()
    {
        var preset = _crash.Request.Preset;
        var poor = preset with { Liquidity = preset.Liquidity with { MakerCapitalShare = 1e-6 } };

        var rich = preset with { Liquidity = preset.Liquidity with { MakerCapitalShare = 1 } };

        var ruined = ReplayRun.Execute(_crash.Request with { Preset = poor }).Summary;
        var sound = ReplayRun.Execute(_crash.Request with { Preset = rich }).Summary;

        Assert.True(ruined.Makers.Capital < 1_000 && ruined.Makers.Shortfall > 1_000, ruined.Makers.ToString());
        Assert.Equal((0, 0), (sound.Makers.Shortfall, ruined.BadDebt));
        Assert.Equal((0, 0), (sound.Profits.Sum, ruined.Profits.Sum));
    }

    [Theory, Trait("Criterion", "CERT-001")]
    [InlineData("standard")]
    [InlineData("stress")]
    public void Looking_at_everybody_gives_the_same_hashes(string preset)
    {
        var request = _crash.Request with { Preset = ReplayPreset.Find(preset)!, IsAudited = false };

        var certified = ReplayRun.Execute(request).Summary;
        var full = ReplayRun.Execute(request with { Scan = SolvencyScan.Full }).Summary;

        Assert.Equal((full.StateHash, full.EventHash), (certified.StateHash, certified.EventHash));
        Assert.True(certified.Liquidations.Started > 0);
    }

    [Fact]
    public void Liquidations_happen_and_end()
    {
        var summary = _crash.Result.Summary;
        var (started, partial, full, cured) = summary.Liquidations;

        Assert.True(started > 50);
        Assert.InRange(partial + full + cured, started - 5, started);
        Assert.True(summary.Routes.Book > 0);
        Assert.True(summary.RouteNotional.Book > 0);
        Assert.True(summary.Users.LiquidationFees > 0);
    }

    [Theory, Trait("Criterion", "REPL-057")]
    [InlineData("standard")]
    [InlineData("stress")]
    public void The_largest_explain_why_they_began(string preset)
    {
        var result = preset == "standard" ? _crash.Result : ReplayRun.Execute(_crash.Request with { Preset = ReplayPreset.Stress });

        Assert.Equal(25, result.Trace.Largest.Count);
        Assert.All(
            result.Trace.Largest,
            episode =>
            {
                Assert.Equal(episode.Equity, LeavesOf(episode.EquityTree));
                Assert.Equal(episode.MaintenanceMargin, LeavesOf(episode.MaintenanceTree));
                Assert.Equal(episode.Positions.Count, episode.MaintenanceTree.Children.Count);
                var profit = episode.EquityTree.Children[0].Inputs.Single(input => input.Name == "unrealised P&L");
                Assert.Equal((decimal)profit.Units / 1_000_000, episode.Positions.Sum(position => position.UnrealisedPnl));
            }
        );
        var inputs = result.Trace.Largest.SelectMany(episode => episode.EquityTree.Children).SelectMany(leaf => leaf.Inputs);
        Assert.All(inputs.Where(input => input.Name.Contains("price", StringComparison.Ordinal)), price => Assert.Equal("USD", price.Unit));
    }

    [Fact, Trait("Criterion", "REPL-058")]
    public void A_statement_adds_up_to_what_the_trader_has()
    {
        var users = _crash.Result.Summary.Users;
        var flat = _crash.Result.Trace.Largest.First(one =>
            !one.IsIsolated && one.MaintenanceAfter == 0 && one.EquityTree.Children.Count == 1
        );

        var result = ReplayRun.Execute(_crash.Request with { Statements = [flat.Account, 2, 1_000_000] });

        Assert.Equal(_crash.Result.Summary.StateHash, result.Summary.StateHash);
        Assert.Equal([flat.Account, 2], result.Trace.Statements.Select(statement => statement.Account));
        Assert.InRange(result.Trace.AccountCount, 400, 999_999);
        var own = result.Trace.Statements[0];
        Assert.Equal($"cross account of trader {flat.Trader}", own.Owner);
        Assert.Equal("Deposit", own.Lines[0].Reason);
        Assert.Contains(own.Lines, line => line.Reason is "Trade" or "Takeover" or "Deleveraging");
        var balance = 0m;
        Assert.All(own.Lines, line => Assert.Equal(balance += line.Amount, line.Balance));
        var brought = own.Lines.Where(line => line.Reason == "Deposit").Sum(line => line.Amount);
        Assert.Equal(new StatementBalance("USD", 6, brought + users.PnlOf[flat.Trader]), Assert.Single(own.Closing));
        Assert.Equal(result.Summary.Profits.Fees, result.Trace.Statements[1].Closing.Single().Balance);
    }

    [Fact]
    public void The_fund_takes_over_and_stays_solvent()
    {
        var fund = _crash.Result.Trace.Minutes;

        Assert.True(_crash.Result.Summary.Routes.Fund > 0);
        Assert.Contains(fund, minute => minute.Fund > 0);
        Assert.True(_crash.Result.Summary.InsuranceFund.Low >= 0);
    }

    [Fact, Trait("Criterion", "REPL-023")]
    public void Traders_enter_with_orders_that_pass()
    {
        Assert.True(_crash.Result.Summary.Commands > _crash.Request.Accounts * 3);
        Assert.True(_crash.Result.Summary.Refusals.Values.Sum() < _crash.Request.Accounts / 10);
    }

    [Fact, Trait("Criterion", "REPL-017"), Trait("Criterion", "REPL-024")]
    public void Money_that_arrives_while_matching_is_congested_cures()
    {
        var preset = _crash.Request.Preset;
        var request = _crash.Request with
        {
            Preset = preset with
            {
                Population = preset.Population with { TopUpShare = 1, AnswerSeconds = (5, 14), TopUpsMost = 5 },
                Liquidity = preset.Liquidity with { CongestionBelow = 1.1 },
            },
        };

        var summary = ReplayRun.Execute(request).Summary;

        Assert.True(summary.Users.TopUps > 0, summary.ToString());
        Assert.True(summary.Liquidations.Cured > 0, summary.ToString());
        Assert.Equal(0, summary.Audit!.Missed);
    }

    [Fact, Trait("Criterion", "REPL-025")]
    public void Who_closes_in_time_is_liquidated_less()
    {
        var preset = _crash.Request.Preset;
        var request = _crash.Request with
        {
            Preset = preset with { Population = preset.Population with { TopUpShare = 0, ReduceShare = 1, AnswerSeconds = (1, 2) } },
        };

        var summary = ReplayRun.Execute(request).Summary;

        Assert.True(
            summary.RouteNotional.Book + summary.RouteNotional.Fund
                < _crash.Result.Summary.RouteNotional.Book + _crash.Result.Summary.RouteNotional.Fund
        );
    }

    [Fact, Trait("Criterion", "REPL-031")]
    public void A_cancelled_run_tells_what_it_has()
    {
        using var source = new CancellationTokenSource();

        var result = ReplayRun.Execute(
            _crash.Request,
            progress =>
            {
                if (progress.Ticks >= 40)
                    source.Cancel();
            },
            source.Token
        );

        Assert.True(result.Summary.IsInterrupted);
        Assert.Equal(40, result.Summary.Ticks);
        Assert.Equal(0, result.Summary.Audit!.Missed);
    }

    [Fact, Trait("Criterion", "REPL-054")]
    public void A_pace_is_kept()
    {
        using var files = new PriceFiles();
        var history = files.History(
            PriceFiles.Row(0, "kraken", "BTCUSD", 10, 10, 10, 10),
            PriceFiles.Row(1, "kraken", "BTCUSD", 10, 10, 10, 10)
        );

        var result = ReplayRun.Execute(
            new ReplayRequest
            {
                History = history,
                Accounts = 1,
                Speed = 300,
            }
        );

        Assert.True(result.Elapsed >= TimeSpan.FromMilliseconds(105_000 / 300));
    }

    [Fact, Trait("Criterion", "REPL-032"), Trait("Category", "Slow")]
    public void Stress_takes_every_route()
    {
        var request = new ReplayRequest
        {
            History = PriceHistory.Read([PriceFiles.BlackThursday]),
            Preset = ReplayPreset.Stress,
            Accounts = 1_000,
        };

        var summary = ReplayRun.Execute(request).Summary;

        Assert.True(summary.Routes is { Book: > 0, Fund: > 0, Adl: > 0, Socialised: > 0 }, summary.Routes.ToString());
        Assert.Equal(0, summary.Audit!.Missed);
        Assert.All(summary.Audit.Conservation.Values, imbalance => Assert.Equal(0, imbalance));
        Assert.Equal(0, summary.AuditDifferences);
    }

    private static decimal LeavesOf(ExplanationNode root) =>
        root.Children.Count == 0 ? (decimal)root.Amount.Units / 1_000_000 : root.Children.Sum(LeavesOf);

    /// <summary>The two hours in which the first crash of 12 March 2020 lies, with a few hundred traders.</summary>
    public sealed class Crash : IDisposable
    {
        private const long FromMs = 1_584_003_600_000; // 12 March 2020 09:00 UTC
        private readonly PriceFiles _files = new();

        public Crash()
        {
            Request = new ReplayRequest
            {
                History = _files.Extract(PriceFiles.BlackThursday, FromMs, FromMs + (2 * 3_600_000)),
                Accounts = 400,
                Preset = ReplayPreset.Standard with { Population = new PopulationParameters { AtStartShare = 0.9 } },
            };
            Result = ReplayRun.Execute(Request);
        }

        public ReplayRequest Request { get; }

        public ReplayResult Result { get; }

        public void Dispose() => _files.Dispose();
    }
}
