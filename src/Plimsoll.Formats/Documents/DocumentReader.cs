using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Plimsoll.Formats.Documents;

/// <summary>Reads a YAML or JSON document (JSON is a part of YAML) into nodes that know where they stand.</summary>
/// <remarks>
/// Plain data only: no tags, no merge keys, no second document. Anchors and aliases are expanded, up to a bound, so that a small file cannot
/// become an enormous one.
/// </remarks>
public static class DocumentReader
{
    private const int DepthLimit = 64;
    private const int NodeLimit = 2_000_000;

    /// <summary>Reads a document.</summary>
    /// <param name="name">The file's name, for messages.</param>
    /// <param name="text">The text.</param>
    /// <exception cref="DocumentException">It is not well formed.</exception>
    public static MappingNode Read(string name, string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var faults = new FaultList(name);
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            faults.Add(new("binary_file", "", default, "expected text, YAML or JSON; this is a binary file."));
            throw faults.ToException();
        }

        var parser = new Parser(new Scanner(new StringReader(text), skipComments: true));
        try
        {
            var builder = new NodeBuilder(parser);
            var root = builder.Document();
            if (root is MappingNode mapping)
            {
                return mapping;
            }

            var place = root?.Place ?? new SourcePlace(1, 1);
            faults.Add(new("not_a_mapping", "", place, $"expected named fields, found {root?.Kind ?? "an empty file"}."));
        }
        catch (YamlException exception)
        {
            var at = new SourcePlace((int)exception.Start.Line, (int)exception.Start.Column);
            faults.Add(Malformed(text, at, FirstLine(exception)));
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // The parser knows ways to fail that are no fault of its own making: its scanner falls over some text.
            var near = parser.Current?.Start ?? Mark.Empty;
            faults.Add(Malformed(text, new((int)near.Line, (int)near.Column), "something here or soon after."));
        }

        faults.ThrowIfAny();
        throw new InvalidOperationException("A fault was added above.");
    }

    /// <summary>What went wrong in words that help, where there are any, instead of the parser's.</summary>
    private static DocumentFault Malformed(string text, SourcePlace place, string otherwise)
    {
        const string What = "not well-formed YAML or JSON: ";
        if (TabIndent(text) is { } tab)
        {
            return new("malformed", "", tab, What + "A tab is used to indent this line; YAML indents with spaces.");
        }

        return Brackets.Unclosed(text) is { } open
            ? new("malformed", "", open.Place, $"{What}the {open.Bracket} here is never closed.")
            : new("malformed", "", place, What + otherwise);
    }

    /// <summary>The first line that is indented by a tab: JSON may be, YAML must not, and the parser's words for it help nobody.</summary>
    private static SourcePlace? TabIndent(string text)
    {
        if (text.AsSpan().TrimStart() is ['{' or '[', ..])
        {
            return null;
        }

        var line = 0;
        foreach (var row in text.AsSpan().EnumerateLines())
        {
            line++;
            var indent = row[..^row.TrimStart().Length];
            if (indent.Length < row.Length && indent.Contains('\t'))
            {
                return new(line, indent.IndexOf('\t') + 1);
            }
        }

        return null;
    }

    private static string FirstLine(YamlException exception)
    {
        var message = (exception.InnerException ?? exception).Message;
        var end = message.IndexOfAny(['\r', '\n']);
        return end < 0 ? message : message[..end];
    }

    private sealed class NodeBuilder(Parser parser)
    {
        private readonly Dictionary<string, Func<string, int, DocumentNode>> _anchors = new(StringComparer.Ordinal);
        private int _nodes;

        public DocumentNode? Document()
        {
            parser.Consume<StreamStart>();
            if (!parser.TryConsume<DocumentStart>(out _))
            {
                return null;
            }

            var root = Node("", 0);
            parser.Consume<DocumentEnd>();
            if (parser.Accept<DocumentStart>(out var second))
            {
                throw new YamlException(second.Start, second.End, "A second document begins here; one file holds one.");
            }

            return root;
        }

        private DocumentNode Node(string path, int depth)
        {
            var next = parser.Current ?? throw new YamlException("The document ends too early.");
            if (depth > DepthLimit || ++_nodes > NodeLimit)
            {
                throw new YamlException(next.Start, next.End, "The document is nested too deeply, or too large.");
            }

            if (parser.TryConsume<AnchorAlias>(out var alias))
            {
                return _anchors.TryGetValue(alias.Value.Value, out var build)
                    ? build(path, depth)
                    : throw new YamlException(alias.Start, alias.End, $"There is no anchor &{alias.Value.Value} before this alias.");
            }

            var anchor = (next as NodeEvent)?.Anchor ?? AnchorName.Empty;
            DocumentNode node = next switch
            {
                Scalar => ScalarOf(path),
                SequenceStart => ListOf(path, depth),
                MappingStart => MappingOf(path, depth),
                _ => throw new YamlException(next.Start, next.End, "Expected a value here."),
            };
            if (!anchor.IsEmpty)
            {
                _anchors[anchor.Value] = (other, at) => At(node, other, at);
            }

            return node;
        }

        private ScalarNode ScalarOf(string path)
        {
            var scalar = parser.Consume<Scalar>();
            return new(path, Place(scalar), scalar.Value, scalar.Style is not ScalarStyle.Plain);
        }

        private ListNode ListOf(string path, int depth)
        {
            var start = parser.Consume<SequenceStart>();
            var items = new List<DocumentNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Node(Item(path, items.Count), depth + 1));
            }

            return new(path, Place(start), items);
        }

        private MappingNode MappingOf(string path, int depth)
        {
            var start = parser.Consume<MappingStart>();
            var entries = new List<MappingEntry>();
            var names = new HashSet<string>(StringComparer.Ordinal);
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                if (!parser.TryConsume<Scalar>(out var key))
                {
                    var found = parser.Current!;
                    throw new YamlException(found.Start, found.End, "Names of fields must be plain text.");
                }

                if (!names.Add(key.Value))
                {
                    throw new YamlException(key.Start, key.End, $"The field {key.Value} stands here twice.");
                }

                entries.Add(new(key.Value, Place(key), Node(Field(path, key.Value), depth + 1)));
            }

            return new(path, Place(start), entries);
        }

        /// <summary>A copy for the place of an alias: it keeps the line of what it copies, where a mistake has to be mended.</summary>
        private DocumentNode At(DocumentNode node, string path, int depth)
        {
            if (depth > DepthLimit || ++_nodes > NodeLimit)
            {
                throw new YamlException(parser.Current?.Start ?? Mark.Empty, Mark.Empty, "The document's aliases make it too large.");
            }

            return node switch
            {
                ScalarNode scalar => scalar with { Path = path },
                ListNode list => list with { Path = path, Items = [.. list.Items.Select((item, i) => At(item, Item(path, i), depth + 1))] },
                MappingNode mapping => mapping with
                {
                    Path = path,
                    Entries =
                    [
                        .. mapping.Entries.Select(entry => entry with { Value = At(entry.Value, Field(path, entry.Name), depth + 1) }),
                    ],
                },
                _ => node,
            };
        }

        private static string Item(string path, int index) => string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

        private static string Field(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";

        private static SourcePlace Place(ParsingEvent at) => new((int)at.Start.Line, (int)at.Start.Column);
    }
}
