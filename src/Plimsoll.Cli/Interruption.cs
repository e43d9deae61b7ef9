namespace Plimsoll.Cli;

/// <summary>Turns the first Ctrl-C into a wish to stop cleanly; the second one ends the process as usual.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source = new();

    public Interruption() => Console.CancelKeyPress += Stop;

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        Console.CancelKeyPress -= Stop;
        _source.Dispose();
    }

    private void Stop(object? sender, ConsoleCancelEventArgs pressed)
    {
        if (!_source.IsCancellationRequested)
        {
            pressed.Cancel = true;
            _source.Cancel();
        }
    }
}
