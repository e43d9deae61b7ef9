namespace Plimsoll.Formats.Documents;

/// <summary>Finds the bracket behind a parser's complaint, which comes many lines later.</summary>
internal static class Brackets
{
    /// <summary>The innermost bracket of a text that cannot be read which is not closed, or closed by another kind.</summary>
    /// <remarks>Quotes and brackets count where a value may begin; comments are left out. Good enough for a text that is known to be wrong.</remarks>
    public static (char Bracket, SourcePlace Place)? Unclosed(string text)
    {
        var open = new Stack<(char Bracket, SourcePlace Place)>();
        var (line, column, quote, before) = (1, 0, '\0', '\n');
        var isComment = false;
        foreach (var letter in text)
        {
            column++;
            if (letter == '\n')
            {
                (line, column, isComment) = (line + 1, 0, false);
            }
            else if (quote != '\0')
            {
                quote = letter == quote && before != '\\' ? '\0' : quote;
            }
            else if (!isComment)
            {
                var isStart = char.IsWhiteSpace(before) || before is '{' or '[' or ',' or ':';
                isComment = letter == '#' && char.IsWhiteSpace(before);
                quote = letter is '"' or '\'' && isStart ? letter : quote;
                if (letter is '{' or '[' && isStart)
                {
                    open.Push((letter, new(line, column)));
                }
                else if (letter is '}' or ']' && open.TryPeek(out var last))
                {
                    if (last.Bracket != (letter == '}' ? '{' : '['))
                    {
                        return last;
                    }

                    open.Pop();
                }
            }

            before = letter;
        }

        return open.TryPeek(out var innermost) ? innermost : null;
    }
}
