using System.Runtime.ExceptionServices;
using Plimsoll.Formats.Documents;
using Plimsoll.Margin.ValueAtRisk.Volatility;
using Plimsoll.Simulation.Backtests.Models;
using Plimsoll.Simulation.MarketData;

namespace Plimsoll.Simulation.Backtests;

/// <summary>Walks every book through time under every model.</summary>
/// <remarks>
/// A margin is made of moves before the one that it stands against (<see cref="BookView"/>), so changing the future changes no margin of the past. Pairs of book and model are worked on side by side;
/// each is a sequence of its own, so the number of threads changes nothing. docs/spec/0018-value-at-risk.md (VARR-090 … VARR-092).
/// </remarks>
public static class BacktestRun
{
    /// <summary>The fewest periods that are worth testing.</summary>
    public const int PeriodsLeast = 100;

    /// <summary>Margins between two words of progress.</summary>
    private const int Told = 256;

    private static readonly string[] OptionCoins = ["BTC", "ETH"];

    /// <summary>Runs it.</summary>
    /// <param name="request">What to test.</param>
    /// <param name="progress">Told now and then how far it is, from several threads, one call at a time.</param>
    /// <param name="cancellation">Stops it; books done by then are in the result.</param>
    public static BacktestResult Execute(BacktestRequest request, Action<BacktestProgress> progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(progress);
        var (books, leftOut) = (new List<BacktestBook>(), new List<(string, string)>());
        foreach (var book in BooksOf(request))
        {
            var periods = book.Count - request.Settings.Window;
            if (periods >= PeriodsLeast)
            {
                books.Add(book);
            }
            else
            {
                leftOut.Add((book.Name, $"{book.Count} moves; {request.Settings.Window + PeriodsLeast} are needed"));
            }
        }

        var (jobs, skipped) = (new List<(BacktestBook Book, BacktestModelKind Model)>(), new List<(BacktestModelKind, string, string)>());
        foreach (var (book, model) in books.SelectMany(book => request.Models.Select(model => (book, model))))
        {
            if (ReasonAgainst(book, model, request.Settings) is { } reason)
            {
                skipped.Add((model, book.Name, reason));
            }
            else
            {
                jobs.Add((book, model));
            }
        }

        var total = jobs.Sum(job => (long)job.Book.Count - request.Settings.Window);
        var (done, exceptions, gate) = (0L, 0L, new Lock());
        var results = new ModelBacktest?[jobs.Count];
        var losses = books.ToDictionary(book => book, book => LossesOf(book, request.Settings.Window));
        try
        {
            Parallel.For(
                0,
                jobs.Count,
                new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, request.Threads), CancellationToken = cancellation },
                number =>
                {
                    var (book, model) = jobs[number];
                    void Advance(int periods)
                    {
                        lock (gate)
                        {
                            done += periods;
                            progress(new(done, total, exceptions));
                        }
                    }

                    var margins = MarginsOrFault(book, model, request, Advance, cancellation);
                    var figures = BacktestFigures.Of(margins, losses[book], request.Settings.Level);
                    results[number] = new(model, margins, figures);
                    lock (gate)
                    {
                        exceptions += figures.Exceptions;
                    }
                }
            );
        }
        catch (OperationCanceledException)
        {
            // What is done is worth showing; the result says that it was stopped.
        }
        catch (AggregateException exception)
        {
            // The first that was met is told; the others are mostly of the same move.
            ExceptionDispatchInfo.Throw(
                exception.Flatten().InnerExceptions.OfType<MarketDataException>().FirstOrDefault() ?? exception.InnerExceptions[0]
            );
        }

        var (finished, isWhole) = (new List<BookBacktest>(), true);
        for (var i = 0; i < books.Count; i++)
        {
            var ofBook = results.Where((_, number) => jobs[number].Book == books[i]).ToArray();
            isWhole &= ofBook.All(one => one is not null);
            if (ofBook.Length > 0 && ofBook.All(one => one is not null))
            {
                var times = books[i].TimesMs[request.Settings.Window..];
                finished.Add(new(books[i].Name, books[i].Kind, times, losses[books[i]], [.. ofBook.Select(one => one!)]));
            }
        }

        return new(request, finished, leftOut, skipped, !isWhole);
    }

    /// <summary>The main coin is bitcoin where there is one, else the first; its own hedge against itself is left out.</summary>
    private static IEnumerable<BacktestBook> BooksOf(BacktestRequest request)
    {
        var (series, decay, step) = (request.Prices.Series, request.Settings.Decay, request.Prices.StepYears);
        var usable = series.Where(one => one.Moves.Length > EwmaVolatility.SeedLength).ToList();
        var main = usable.Find(one => one.Coin == "BTC") ?? usable.FirstOrDefault();
        foreach (var kind in request.Kinds.Distinct().Order())
        {
            foreach (var one in usable.OrderBy(one => one != main).ThenBy(one => one.Coin != "ETH"))
            {
                if (kind is BookKind.LongSpot or BookKind.ShortSpot)
                {
                    yield return BacktestBook.OfCoin(one, kind, decay, step);
                }
                else if (kind == BookKind.Hedged && one != main)
                {
                    yield return BacktestBook.OfPair(one, main!, decay, step);
                }
                else if (kind == BookKind.ShortVolatility && (OptionCoins.Contains(one.Coin, StringComparer.Ordinal) || usable.Count == 1))
                {
                    yield return BacktestBook.OfStraddle(one, decay, step);
                }
            }
        }
    }

    /// <summary>Why a model has no margin for a book; null when it has: it is asked for the first.</summary>
    private static string? ReasonAgainst(BacktestBook book, BacktestModelKind kind, BacktestSettings settings)
    {
        if (!kind.IsListed)
        {
            return null;
        }

        try
        {
            kind.Create(settings).Margin(new BookView(book, settings.Window, settings.Window));
            return null;
        }
        catch (CannotMarginException exception)
        {
            return exception.Message;
        }
        catch (DocumentException exception)
        {
            return exception.Faults[0].Message.TrimEnd('.');
        }
        catch (ArgumentException exception)
        {
            return exception.Message.Split(" (Parameter", 2)[0];
        }
    }

    /// <summary>What cannot be computed after a move that is none of a market is blamed on it.</summary>
    /// <exception cref="MarketDataException">A model's figures are no numbers, and a move is far beyond what markets do.</exception>
    private static double[] MarginsOrFault(
        BacktestBook book,
        BacktestModelKind kind,
        BacktestRequest request,
        Action<int> advance,
        CancellationToken cancellation
    )
    {
        try
        {
            return MarginsOf(book, kind, request.Settings, advance, cancellation);
        }
        catch (Exception exception)
            when (exception is ArgumentException or ArithmeticException or DocumentException or CannotMarginException
                && LargestMove(book, request.Prices) is { } move
            )
        {
            throw new MarketDataException(
                MarketDataFault.MoveTooLarge,
                move.File,
                move.Line,
                $"moves that {kind.Name} can measure {book.Name} by",
                $"{move}: mend the row or leave it out, or leave the model out",
                exception
            );
        }
    }

    private static LargeMove? LargestMove(BacktestBook book, PriceTable prices)
    {
        var names = prices.Series.Where(series => book.Coins.Contains(series.Coin, StringComparer.Ordinal)).Select(series => series.Name);
        return prices
            .LargeMoves.Where(move => names.Contains(move.Series, StringComparer.Ordinal))
            .MaxBy(move => Math.Max(move.To / move.From, move.From / move.To));
    }

    private static double[] MarginsOf(
        BacktestBook book,
        BacktestModelKind kind,
        BacktestSettings settings,
        Action<int> advance,
        CancellationToken cancellation
    )
    {
        var model = kind.Create(settings);
        var margins = new double[book.Count - settings.Window];
        for (var i = 0; i < margins.Length; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            margins[i] = model.Margin(new BookView(book, settings.Window + i, settings.Window));
            if ((i + 1) % Told == 0 || i + 1 == margins.Length)
            {
                advance(i % Told + 1);
            }
        }

        return margins;
    }

    private static double[] LossesOf(BacktestBook book, int window)
    {
        var losses = new double[book.Count - window];
        for (var i = 0; i < losses.Length; i++)
        {
            losses[i] = book.Loss(window + i);
        }

        return losses;
    }
}
