using System.Text.Json.Serialization;

namespace Plimsoll.Server.Security;

/// <summary>Text that must not be shown: in a log, a message or JSON it is <c>***</c>.</summary>
/// <remarks>No record, so that nothing prints its field by itself. Only <see cref="Reveal"/> hands it out, which a reader of the code can search for.</remarks>
/// <param name="text">The text.</param>
[JsonConverter(typeof(SecretConverter))]
public sealed class Secret(string text)
{
    /// <summary>What is shown instead.</summary>
    public const string Mask = "***";

    private readonly string _text = text ?? throw new ArgumentNullException(nameof(text));

    /// <summary>The text itself, for the one place that needs it.</summary>
    public string Reveal() => _text;

    /// <summary>Never the text.</summary>
    public override string ToString() => Mask;
}
