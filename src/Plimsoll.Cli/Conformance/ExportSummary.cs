using System.Globalization;

namespace Plimsoll.Cli.Conformance;

/// <summary>What an export wrote.</summary>
/// <param name="Folder">Where.</param>
/// <param name="Vectors">How many vectors, two files each.</param>
/// <param name="Replaced">How many files of an earlier export were replaced.</param>
/// <param name="LeftOut">How many vectors have no translation.</param>
internal sealed record ExportSummary(string Folder, int Vectors, int Replaced, int LeftOut)
{
    public override string ToString()
    {
        var replaced = Replaced > 0 ? $"; {Replaced} files of an earlier export were replaced" : "";
        var leftOut = LeftOut > 0 ? $"; {LeftOut} vectors are not run and so have none" : "";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Vectors} models and {Vectors} portfolios written to {Folder}{replaced}{leftOut}"
        );
    }
}
