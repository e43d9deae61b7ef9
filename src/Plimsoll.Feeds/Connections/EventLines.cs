namespace Plimsoll.Feeds.Connections;

/// <summary>Puts the data of one server-sent event together, byte by byte. What is neither data nor the end of an event is a sign of life.</summary>
/// <param name="message">Where the data go.</param>
internal sealed class EventLines(MessageBuffer message)
{
    private static ReadOnlySpan<byte> Data => "data:"u8;
    private int _column;
    private int _matched;
    private bool _isData;
    private bool _hasData;

    /// <summary>Takes a byte.</summary>
    /// <returns>Whether the message is whole: an event, or an empty one after a line that holds none.</returns>
    public bool Take(byte next)
    {
        if (next == '\r')
        {
            return false; // lines end with \n, or \r\n; a lone \r is not used by any server of prices
        }

        if (next == '\n')
        {
            return EndLine();
        }

        if (_isData)
        {
            if (_column > Data.Length || next != ' ')
            {
                message.Add([next]);
            }
        }
        else if (_column == _matched && _matched < Data.Length && next == Data[_matched])
        {
            _matched++;
            if (_matched == Data.Length)
            {
                _isData = true;
                if (_hasData)
                {
                    message.Add("\n"u8);
                }

                _hasData = true;
            }
        }

        _column++;
        return false;
    }

    private bool EndLine()
    {
        var isBlank = _column == 0;
        var wasOther = !isBlank && !_isData;
        (_column, _matched, _isData) = (0, 0, false);
        return (isBlank && _hasData) || (wasOther && !_hasData);
    }
}
