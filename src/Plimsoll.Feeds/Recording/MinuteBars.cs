using System.Globalization;
using Plimsoll.Feeds.Quotes;

namespace Plimsoll.Feeds.Recording;

/// <summary>Makes minute bars of quotes, as CSV in the columns that <c>plimsoll replay</c> reads.</summary>
/// <remarks>
/// <para>
/// A bar is made of the reference price of each quote (the middle of the book, or an oracle's price) in the minute of this machine's clock in which it came.
/// Quotes have no volume: the column is 0. A minute without a quote has no bar. Bars of a minute are written when the next begins, in order of source and
/// symbol, so that the same quotes give the same file. docs/spec/0011-replay.md (REPL-001).
/// </para>
/// <para>Safe for any number of threads: a quote of a minute that is written already counts in the one that is open.</para>
/// </remarks>
public sealed class MinuteBars : IDisposable
{
    /// <summary>The first line.</summary>
    public const string Header = "ts_ms,venue,symbol,open,high,low,close,volume";

    private const long MinuteMs = 60_000;
    private const int NameMax = 24;
    private readonly Lock _lock = new();
    private readonly TextWriter _csv;
    private readonly SortedDictionary<(string Source, string Symbol), (decimal Open, decimal High, decimal Low, decimal Close)> _bars = new(
        Comparer<(string Source, string Symbol)>.Create(
            static (left, right) =>
                string.CompareOrdinal(left.Source, right.Source) is not 0 and var order
                    ? order
                    : string.CompareOrdinal(left.Symbol, right.Symbol)
        )
    );
    private long _minute = long.MinValue;
    private bool _isClosed;

    /// <summary>Begins a file.</summary>
    /// <param name="csv">Where it goes; closed with this.</param>
    public MinuteBars(TextWriter csv)
    {
        _csv = csv;
        _csv.Write(Header + "\n");
    }

    /// <summary>What ended the writing, such as a full disk, or null. Sources go on.</summary>
    public Exception? Fault { get; private set; }

    /// <summary>How many bars were written.</summary>
    public long Written { get; private set; }

    /// <summary>Takes a quote.</summary>
    public void Put(in FeedQuote quote)
    {
        var price = quote.Reference;
        if (price <= 0)
        {
            return;
        }

        var minute = quote.Received.Nanoseconds / 1_000_000 / MinuteMs * MinuteMs;
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            if (minute > _minute)
            {
                Flush();
                _minute = minute;
            }

            var series = (quote.Source, quote.Symbol);
            _bars[series] = _bars.TryGetValue(series, out var bar)
                ? (bar.Open, Math.Max(bar.High, price), Math.Min(bar.Low, price), price)
                : (price, price, price, price);
        }
    }

    /// <summary>Writes the open minute and closes the file.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
            Flush();
            try
            {
                _csv.Dispose();
            }
            catch (IOException e)
            {
                Fault ??= e;
            }
        }
    }

    private void Flush()
    {
        try
        {
            foreach (var ((source, symbol), bar) in Fault is null ? _bars : [])
            {
                _csv.Write(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{_minute},{Name(source)},{Name(symbol)},{Figure(bar.Open)},{Figure(bar.High)},{Figure(bar.Low)},{Figure(bar.Close)},0\n"
                    )
                );
                Written++;
            }

            _csv.Flush();
        }
        catch (IOException e)
        {
            Fault = e;
        }

        _bars.Clear();
    }

    /// <summary>A decimal without the zeros that the venue put behind it.</summary>
    private static string Figure(decimal price) => (price / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture);

    /// <summary>Names as price files may have them: what they may not hold becomes a dash.</summary>
    private static string Name(string name)
    {
        var plain = string.Concat(name.Select(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '/' or '.' ? sign : '-'));
        return plain.Length <= NameMax ? plain : plain[..NameMax];
    }
}
