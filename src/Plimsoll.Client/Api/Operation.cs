namespace Plimsoll.Client;

/// <summary>One operation of the server, the same over REST and WebSocket.</summary>
public abstract class Operation
{
    private protected Operation(string name, string method, string route, bool isCommand, bool isRepeatable) =>
        (Name, Method, Route, IsCommand, IsRepeatable) = (name, method, route, isCommand, isRepeatable);

    /// <summary>Its name, such as <c>orders.place</c>.</summary>
    public string Name { get; }

    /// <summary>Its HTTP method.</summary>
    public string Method { get; }

    /// <summary>Its address after the server's, with members of the request in braces.</summary>
    public string Route { get; }

    /// <summary>Whether it takes an idempotency key: sent again, it has its effect once.</summary>
    public bool IsCommand { get; }

    /// <summary>Whether it can be sent again when nobody knows what became of it: commands by their key, and what changes nothing.</summary>
    public bool IsRepeatable { get; }

    /// <summary>Whether it may have an effect. A batch is sent again by the keys of what is in it.</summary>
    internal bool MayChange => IsCommand || !IsRepeatable || RequestType == typeof(BatchRequest);

    /// <summary>The type of its request.</summary>
    public abstract Type RequestType { get; }

    /// <summary>The type of its answer.</summary>
    public abstract Type AnswerType { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
