using System.Globalization;

namespace Plimsoll.Formats.Documents;

/// <summary>A document that cannot be used, with all that is wrong with it.</summary>
public sealed class DocumentException : Exception
{
    /// <summary>With the faults found.</summary>
    /// <param name="name">The file's name, for the message.</param>
    /// <param name="faults">At least one.</param>
    public DocumentException(string name, IReadOnlyList<DocumentFault> faults)
        : base(string.Join('\n', (faults ?? throw new ArgumentNullException(nameof(faults))).Select(fault => Describe(name, fault))))
    {
        Name = name;
        Faults = faults;
    }

    /// <summary>The file's name.</summary>
    public string Name { get; }

    /// <summary>What is wrong, in the order of the file.</summary>
    public IReadOnlyList<DocumentFault> Faults { get; }

    private static string Describe(string name, DocumentFault fault)
    {
        var place = fault.Place.Line > 0 ? string.Create(CultureInfo.InvariantCulture, $":{fault.Place.Line}:{fault.Place.Column}") : "";
        var field = fault.Path.Length > 0 ? $"{fault.Path}: " : "";
        var advice = fault.Advice.Length > 0 ? $" {fault.Advice}" : "";
        return $"{name}{place}: {field}{fault.Message}{advice} [{fault.Code}]";
    }
}
