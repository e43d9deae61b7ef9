using Plimsoll.Formats.Documents;
using Plimsoll.Formats.Shapes;

namespace Plimsoll.Formats.Portfolios;

/// <summary>Reads portfolio files.</summary>
public static class PortfolioReader
{
    /// <summary>Reads a portfolio from YAML or JSON.</summary>
    /// <param name="fileName">The file's name, for messages.</param>
    /// <param name="text">What is in it.</param>
    /// <exception cref="DocumentException">It is not a portfolio; all faults are told.</exception>
    public static Portfolio Read(string fileName, string text)
    {
        var node = DocumentReader.Read(fileName, text);
        var faults = new FaultList(fileName);
        PortfolioShape.Root.Check(node, faults);
        faults.ThrowIfAny();
        var fields = new Fields(node);
        var positions = fields.Records("positions").Select(record => Position(record, faults)).ToArray();
        faults.ThrowIfAny();
        return new(
            fields.Text("name", fileName),
            fields.Has("model") ? fields.Text("model") : null,
            fields.Date("at"),
            fields.NumbersByName("balances"),
            positions,
            [.. fields.Records("orders").Select(Order)],
            fields.RecordsByName("market").ToDictionary(entry => entry.Name, entry => Quote(entry.Record), StringComparer.Ordinal),
            (fields.Record("facts")?.Node.Entries ?? []).ToDictionary(
                entry => entry.Name,
                entry => (MappingNode)entry.Value,
                StringComparer.Ordinal
            ),
            fields
        )
        {
            FileName = fileName,
            AccountClass = fields.Has("account_class") ? fields.Text("account_class") : null,
        };
    }

    private static HeldPosition Position(Fields record, FaultList faults)
    {
        var isolated = record.Text("isolated", "false");
        var isAmount = NumberShape.TryRead(isolated, out var amount);
        if (!isAmount && isolated == "true" && !record.Has("leverage"))
        {
            const string Message = "an isolated position needs its margin, or a leverage to derive it from.";
            faults.Add(record.Of("isolated"), "missing_field", Message, "Write isolated: 100, or add leverage: 10.");
        }

        return new(
            record.Text("instrument"),
            record.Number("quantity"),
            record.NumberOrNull("entry"),
            record.NumberOrNull("leverage"),
            isAmount || isolated == "true",
            isAmount ? amount : null,
            record.Number("added_margin", 0),
            record
        );
    }

    private static OpenOrder Order(Fields record) =>
        new(
            record.Text("instrument"),
            record.Text("side") == "sell" ? -record.Number("quantity") : record.Number("quantity"),
            record.NumberOrNull("price"),
            record.Flag("reduce_only"),
            record
        );

    private static Quote Quote(Fields record) =>
        new(Fallen(record, "mark"), Fallen(record, "index"), record.NumberOrNull("open_interest"))
        {
            Volatility = record.NumberOrNull("volatility"),
            Forward = Fallen(record, "forward"),
            Rate = record.NumberOrNull("rate"),
            Confidence = record.NumberOrNull("confidence"),
        };

    private static decimal? Fallen(Fields record, string price) => record.NumberOrNull(price) * (1 - record.Number("fall", 0));
}
