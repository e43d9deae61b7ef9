using System.Diagnostics;
using System.Globalization;

namespace Plimsoll.Load.Peers;

/// <summary>The peers as a process: this program under its other name.</summary>
internal sealed class PeerProcess : IDisposable
{
    private readonly Process _process;
    private bool _isOver;

    public PeerProcess(string answer, int echoed)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            ArgumentList = { "peer", answer, echoed.ToString(CultureInfo.InvariantCulture) },
        };
        _process = Process.Start(start) ?? throw new InvalidOperationException("The peers do not start.");
        var ports = (_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The peers ended at their start.")).Split(
            ' '
        );
        (EchoPort, WebPort) = (int.Parse(ports[0], CultureInfo.InvariantCulture), int.Parse(ports[1], CultureInfo.InvariantCulture));
    }

    public int EchoPort { get; }

    public int WebPort { get; }

    public void Dispose()
    {
        if (_isOver)
            return;

        _isOver = true;
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
