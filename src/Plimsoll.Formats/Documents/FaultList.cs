namespace Plimsoll.Formats.Documents;

/// <summary>Gathers the faults of one document, so that all are told at once.</summary>
/// <param name="name">The file's name.</param>
public sealed class FaultList(string name)
{
    private readonly List<DocumentFault> _faults = [];

    /// <summary>The file's name.</summary>
    public string Name => name;

    /// <summary>What was found.</summary>
    public IReadOnlyList<DocumentFault> Faults => _faults;

    /// <summary>Adds a fault of a node.</summary>
    /// <param name="node">Where it is.</param>
    /// <param name="code">The kind of fault.</param>
    /// <param name="message">What was found and what is allowed.</param>
    /// <param name="advice">What to do about it.</param>
    public void Add(DocumentNode node, string code, string message, string advice = "")
    {
        ArgumentNullException.ThrowIfNull(node);
        _faults.Add(new(code, node.Path, node.Place, message, advice));
    }

    /// <summary>Adds a fault.</summary>
    public void Add(DocumentFault fault) => _faults.Add(fault);

    /// <summary>Goes no further if anything was found.</summary>
    /// <exception cref="DocumentException">There are faults.</exception>
    public void ThrowIfAny()
    {
        if (_faults.Count > 0)
        {
            throw ToException();
        }
    }

    /// <summary>The faults, in the order of the file.</summary>
    public DocumentException ToException() =>
        new(name, [.. _faults.OrderBy(fault => fault.Place.Line).ThenBy(fault => fault.Place.Column)]);
}
