using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Plimsoll.Formats.Documents;

/// <summary>Writes plain data as YAML that people like to read: blocks, with short rows of numbers and words on one line.</summary>
/// <remarks>What <see cref="DocumentReader"/> reads back is the same data, every digit of it: numbers are written as they stand.</remarks>
public static class DocumentWriter
{
    private const int LongestRow = 100;
    private const int DepthLimit = 64;
    private static readonly string[] WordsOfTheirOwn = ["", "~", "null", "true", "false", "yes", "no", "on", "off"];

    /// <summary>The data as a YAML document, with a line end at its end.</summary>
    /// <param name="data">The data.</param>
    /// <exception cref="InvalidOperationException">It is nested too deeply to be read back.</exception>
    public static string Write(JsonObject data)
    {
        ArgumentNullException.ThrowIfNull(data);
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var settings = new EmitterSettings(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024)
            .WithIndentedSequences()
            .WithNewLine("\n");
        var emitter = new Emitter(text, settings);
        emitter.Emit(new StreamStart());
        emitter.Emit(new DocumentStart());
        Write(emitter, data, depth: 0);
        emitter.Emit(new DocumentEnd(isImplicit: true));
        emitter.Emit(new StreamEnd());
        return text.ToString();
    }

    private static void Write(Emitter emitter, JsonNode? node, int depth)
    {
        if (depth > DepthLimit)
        {
            throw new InvalidOperationException("The data is nested too deeply.");
        }

        switch (node)
        {
            case JsonObject parts:
                emitter.Emit(
                    new MappingStart(
                        AnchorName.Empty,
                        TagName.Empty,
                        isImplicit: true,
                        IsRow(parts, depth) ? MappingStyle.Flow : MappingStyle.Block
                    )
                );
                foreach (var (name, part) in parts)
                {
                    emitter.Emit(TextOf(name));
                    Write(emitter, part, depth + 1);
                }

                emitter.Emit(new MappingEnd());
                break;
            case JsonArray items:
                emitter.Emit(
                    new SequenceStart(
                        AnchorName.Empty,
                        TagName.Empty,
                        isImplicit: true,
                        IsRow(items, depth) ? SequenceStyle.Flow : SequenceStyle.Block
                    )
                );
                foreach (var item in items)
                {
                    Write(emitter, item, depth + 1);
                }

                emitter.Emit(new SequenceEnd());
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                emitter.Emit(TextOf(value.GetValue<string>()));
                break;
            default:
                emitter.Emit(new Scalar(node?.ToJsonString() ?? "null"));
                break;
        }
    }

    /// <summary>Text that would be read as something else is quoted; what YAML needs quotes for, the emitter sees to.</summary>
    private static Scalar TextOf(string text)
    {
        var isMistakable =
            WordsOfTheirOwn.Contains(text, StringComparer.OrdinalIgnoreCase)
            || decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _)
            || text.Any(char.IsControl);
        var style =
            text.Any(char.IsControl) ? ScalarStyle.DoubleQuoted
            : isMistakable ? ScalarStyle.SingleQuoted
            : ScalarStyle.Any;
        return new(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true);
    }

    // The file's own sections are blocks even when they are short.
    private static bool IsRow(JsonNode node, int depth)
    {
        var parts = node is JsonObject named ? named.Select(part => part.Value) : (JsonArray)node;
        return parts.All(part => part is null or JsonValue)
            && (depth > 1 || !parts.Any() || node is JsonArray)
            && node.ToJsonString().Length <= LongestRow;
    }
}
