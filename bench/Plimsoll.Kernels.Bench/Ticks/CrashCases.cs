namespace Plimsoll.Kernels.Bench.Ticks;

/// <summary>The worst ticks there are: crashes of every kind of account, prices that leave their headroom, rules that change, a restart.</summary>
internal static class CrashCases
{
    /// <summary>What a fall by a sixth that comes halfway back is made of, in percent; zero is a tick of the usual walk.</summary>
    private static ReadOnlySpan<int> Steps => [-1, -2, -3, -5, -6, 4, 0, 4, -2, 0, 0, 0];

    public static CaseGroup Falls(bool isQuick)
    {
        var (figures, checks) = (new List<Figure>(), new List<(string, Func<ulong>)>());
        var accounts = isQuick ? 200_000 : 1_000_000;
        Fall("crash", new TickVenue(accounts, TickVenue.Lognormal), figures, checks);
        Fall("edge", new TickVenue(accounts, TickVenue.AtTheEdge), figures, checks);
        return new([], checks, figures) { Sizes = [("crash", accounts)] };
    }

    /// <summary>What is no fall of linear accounts.</summary>
    public static CaseGroup Upsets()
    {
        var (figures, checks) = (new List<Figure>(), new List<(string, Func<ulong>)>());
        Upset(new TickVenue(100_000, TickVenue.Lognormal), figures, checks);
        Inverse("inverse", new InverseVenue(20_000, TickVenue.Lognormal), figures, checks);
        Inverse("inverse-edge", new InverseVenue(20_000, TickVenue.AtTheEdge), figures, checks);
        Books(figures, checks);
        return new([], checks, figures);
    }

    /// <summary>All coins fall by a sixth and come halfway back, once while the venue is paused, once while it liquidates.</summary>
    private static void Fall(string name, TickVenue venue, List<Figure> figures, List<(string, Func<ulong>)> checks)
    {
        TickCases.Walk(venue, 30);
        figures.Add(Quiet(name, venue.Pair));
        if (name == "edge")
        {
            figures.AddRange(TickCases.Times("ticks.edge.walk", venue.Pair));
        }

        venue.Pair.Forget();
        venue.Pause();
        Fall(venue.Jump, () => venue.Walk());
        figures.AddRange(Worst($"ticks.{name}.found", venue.Pair));
        venue.Resume();
        venue.Pair.Forget();
        Fall(venue.Jump, () => venue.Walk());
        var worst = Enumerable
            .Range(0, venue.Pair.FullSeconds.Count)
            .MaxBy(i => venue.Pair.CertifiedSeconds[i] / venue.Pair.FullSeconds[i]);
        figures.Add(
            TickCases.Milliseconds(
                $"ticks.{name}.liquidated",
                venue.Pair.CertifiedSeconds,
                venue.Pair.CertifiedSeconds[worst],
                TickCases.Worst
            )
        );
        figures.Add(
            TickCases.Milliseconds(
                $"ticks.{name}.liquidated.columns",
                venue.Pair.ColumnsSeconds,
                venue.Pair.ColumnsSeconds.Max(),
                TickCases.Worst
            )
        );
        figures.Add(
            TickCases.Milliseconds($"ticks.{name}.liquidated.full", venue.Pair.FullSeconds, venue.Pair.FullSeconds[worst], TickCases.Worst)
        );
        checks.AddRange(TickCases.Known(venue.Pair, $"ticks.{name}"));
    }

    /// <summary>A rule that everything rests on changes, thrice; the venue is restarted; then all coins rise by 70 % in one tick, beyond every headroom, while it is paused.</summary>
    private static void Upset(TickVenue venue, List<Figure> figures, List<(string, Func<ulong>)> checks)
    {
        TickCases.Walk(venue, 30);
        figures.Add(Quiet("upset", venue.Pair));
        venue.Pair.Forget();
        for (var i = 0; i < 3; i++)
        {
            venue.ChangeRules(120 + i);
            for (var tick = 0; tick < 30; tick++)
            {
                venue.Walk();
            }
        }

        figures.AddRange(Worst("ticks.rules", venue.Pair));
        venue.Pair.Forget();
        venue.Pair.Restart();
        venue.Deposit();
        figures.AddRange(Worst("ticks.restart.deposit", venue.Pair));
        venue.Pair.Forget();
        venue.Walk();
        figures.AddRange(Worst("ticks.restart", venue.Pair));
        for (var tick = 0; tick < 100; tick++)
        {
            venue.Walk();
        }

        venue.Pair.Forget();
        venue.Pause();
        venue.Jump(0.7);
        figures.AddRange(Worst("ticks.rise", venue.Pair));
        venue.Pair.Forget();
        for (var tick = 0; tick < 60; tick++)
        {
            venue.Walk();
        }

        figures.AddRange(TickCases.Times("ticks.risen", venue.Pair));
        checks.AddRange(TickCases.Known(venue.Pair, "ticks.upset"));
    }

    /// <summary>Accounts that have no row: paused, four times the fall.</summary>
    private static void Inverse(string name, InverseVenue venue, List<Figure> figures, List<(string, Func<ulong>)> checks)
    {
        for (var i = 0; i < 400; i++)
        {
            venue.Walk(isMeasured: i >= 360);
        }

        figures.Add(Quiet(name, venue.Pair));
        figures.AddRange(TickCases.Times($"ticks.{name}.walk", venue.Pair));
        venue.Pause();
        venue.Pair.Forget();
        for (var i = 0; i < 4; i++)
        {
            Fall(venue.Jump, () => venue.Walk());
        }

        figures.AddRange(Worst($"ticks.{name}.found", venue.Pair));
        figures.Add(
            TickCases.Milliseconds(
                $"ticks.{name}.found.middle",
                venue.Pair.CertifiedSeconds,
                TickCases.Middle(venue.Pair.CertifiedSeconds),
                Figure.Usual
            )
        );
        checks.AddRange(TickCases.Known(venue.Pair, $"ticks.{name}"));
    }

    /// <summary>Option books: prices fall by up to 6 % a step, and volatilities rise by up to 30 %, while the venue is paused.</summary>
    private static void Books(List<Figure> figures, List<(string, Func<ulong>)> checks)
    {
        var venue = new Portfolios.OptionVenue(10_000);
        for (var i = 0; i < 400; i++)
        {
            venue.Step(isMeasured: i >= 380);
        }

        figures.Add(Quiet("books", venue.Pair));
        venue.Pair.Forget();
        venue.Pause();
        foreach (
            var (price, volatility) in (ReadOnlySpan<(double, double)>)
                [(-0.03, 0.2), (-0.05, 0.2), (-0.06, 0.3), (0.05, -0.1), (0.03, -0.2), (-0.05, 0.2)]
        )
        {
            venue.Jump(price, volatility);
        }

        figures.AddRange(Worst("ticks.books.found", venue.Pair));
        checks.AddRange(TickCases.Known(venue.Pair, "ticks.books"));
    }

    private static void Fall(Action<double> jump, Action walk)
    {
        foreach (var percent in Steps)
        {
            if (percent == 0)
                walk();
            else
                jump(percent / 100.0);
        }
    }

    private static Figure Quiet(string name, EnginePair pair) =>
        TickCases.Milliseconds($"ticks.{name}.scan", pair.FullSeconds, TickCases.Middle(pair.FullSeconds), Figure.Usual);

    /// <summary>The longest tick of each engine, and the longest until its events were there.</summary>
    private static Figure[] Worst(string name, EnginePair pair) =>
        [
            TickCases.Milliseconds(name, pair.CertifiedSeconds, pair.CertifiedSeconds.Max(), TickCases.Worst),
            TickCases.Milliseconds($"{name}.published", pair.PublishedSeconds, pair.PublishedSeconds.Max(), TickCases.Worst),
            TickCases.Milliseconds($"{name}.columns", pair.ColumnsSeconds, pair.ColumnsSeconds.Max(), TickCases.Worst),
            TickCases.Milliseconds($"{name}.full", pair.FullSeconds, pair.FullSeconds.Max(), TickCases.Worst),
        ];
}
