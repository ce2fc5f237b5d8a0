namespace Tincan.Cli.Terminal;

/// <summary>
/// Handles SIGHUP. A supervisor sends it to reload files. The kernel sends it when the terminal is closed; then the terminal is gone, and the signal ends
/// the program as usual.
/// </summary>
internal sealed class Hangup : IDisposable
{
    private const string Terminal = "/dev/tty";

    private readonly bool _hadTerminal = HasTerminal();
    private readonly PosixSignalRegistration _registration;

    /// <summary>Starts handling the signal.</summary>
    /// <param name="reload">Reloads the files.</param>
    public Hangup(Action reload) => _registration = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
    {
        if (!_hadTerminal || HasTerminal())
        {
            signal.Cancel = true;
            reload();
        }
    });

    public void Dispose() => _registration.Dispose();

    private static bool HasTerminal()
    {
        try
        {
            using var terminal = File.OpenHandle(Terminal);
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
