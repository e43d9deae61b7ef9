using System.Globalization;
using System.Text.Json.Nodes;

namespace Plimsoll.Formats.Answers;

/// <summary>Answers as JSON: numbers keep every digit; what is not known is null, with the reason beside it.</summary>
public static class AnswerJson
{
    /// <summary>Turns an answer into JSON.</summary>
    public static JsonNode? ToJson(AnswerValue value) =>
        value switch
        {
            AnswerNumber number => JsonNode.Parse(number.Value.ToString(CultureInfo.InvariantCulture)),
            AnswerText { Text: "true" } => true,
            AnswerText { Text: "false" } => false,
            AnswerText text => text.Text,
            AnswerList list => new JsonArray([.. list.Items.Select(ToJson)]),
            Answer answer => Object(answer),
            _ => null,
        };

    private static JsonObject Object(Answer answer)
    {
        var json = new JsonObject();
        foreach (var (name, value) in answer.Parts)
        {
            json[name] = ToJson(value);
            if (value is AnswerNothing { Reason.Length: > 0 } nothing)
            {
                json[$"{name}_reason"] = nothing.Reason;
            }
        }

        return json;
    }
}
