using System.Globalization;
using CsvHelper;

namespace Plimsoll.Simulation.MarketData;

/// <summary>One row of a file of bars, with the place to blame.</summary>
internal readonly struct BarRow(CsvReader csv, int[] columns, string path)
{
    private const int NameLength = 24;
    private const NumberStyles Decimal = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>The line in the file, the header being 1.</summary>
    public long Line => csv.LineNumber;

    public string Text(int column, string name)
    {
        var text = columns[column] < csv.FieldCount ? csv.GetString(columns[column]) : "";
        return text.Length == 0 ? throw Fault(MarketDataFault.MissingField, $"{name} in column {columns[column] + 1}", "nothing") : text;
    }

    /// <summary>Whether the row has the column and nothing in it. A row that breaks off before it is not a row with an empty cell.</summary>
    public bool IsEmpty(int column) => columns[column] < csv.FieldCount && csv.GetString(columns[column]).Length == 0;

    /// <summary>A venue or symbol: it becomes a name at the engine and in the report.</summary>
    public string Name(int column, string name)
    {
        var text = Text(column, name);
        var isGood = text.Length <= NameLength && text.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '/' or '.');
        return isGood
            ? text
            : throw Fault(MarketDataFault.BadName, $"{name} of at most {NameLength} letters, digits, -, _, / or .", BarFile.Quoted(text));
    }

    /// <summary>The text of a column that the file may lack, or a row leave empty.</summary>
    public string Optional(int column) => columns[column] >= 0 && columns[column] < csv.FieldCount ? csv.GetString(columns[column]) : "";

    public long Time(int column, long earliest, long latest)
    {
        var time = Milliseconds(column, "ts_ms", earliest, latest);
        return time % PriceHistory.MinuteMs == 0
            ? time
            : throw Fault(
                MarketDataFault.NotWholeMinute,
                "a bar that begins on a whole minute",
                $"{time}, {time % PriceHistory.MinuteMs} ms after one"
            );
    }

    public long Milliseconds(int column, string name, long earliest, long latest)
    {
        var text = Text(column, name);
        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var time))
        {
            throw Fault(MarketDataFault.NotANumber, $"{name} in whole milliseconds since 1970", BarFile.Quoted(text));
        }

        return time >= earliest && time <= latest
            ? time
            : throw Fault(MarketDataFault.OutOfRange, $"{name} in milliseconds between 2000 and 2100", text);
    }

    public decimal Price(int column, string name, decimal largest)
    {
        var price = Number(column, name, largest);
        return price > 0 ? price : throw Fault(MarketDataFault.NotPositive, $"{name} above zero", $"{price}");
    }

    public decimal Volume(int column, decimal largest) => NotNegative(column, "volume", largest);

    public decimal NotNegative(int column, string name, decimal largest)
    {
        var number = Number(column, name, largest);
        return number >= 0 ? number : throw Fault(MarketDataFault.NotPositive, $"{name} not below zero", $"{number}");
    }

    public MarketDataException Fault(MarketDataFault fault, string expected, string found) => new(fault, path, Line, expected, found);

    private decimal Number(int column, string name, decimal largest)
    {
        var text = Text(column, name);
        if (decimal.TryParse(text, Decimal, CultureInfo.InvariantCulture, out var number))
        {
            return Math.Abs(number) <= largest ? number : throw Fault(MarketDataFault.OutOfRange, $"{name} of at most {largest}", text);
        }

        // Only now: a double takes what a decimal cannot, and tells NaN and infinity from nonsense.
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var wide))
        {
            throw Fault(
                MarketDataFault.NotANumber,
                $"{name} in column {columns[column] + 1} as a number with a decimal point",
                BarFile.Quoted(text)
            );
        }

        throw double.IsFinite(wide)
            ? Fault(MarketDataFault.OutOfRange, $"{name} of at most {largest}", text)
            : Fault(MarketDataFault.NotFinite, $"{name} in column {columns[column] + 1} as a finite number", text);
    }
}
