namespace Tincan.Cli.Terminal;

/// <summary>
/// SIGHUP, which says two things: a supervisor means that files are to be read again, and a terminal that was closed means that it is over. Only in the
/// second case the terminal is gone, and then the signal does what it does to every program.
/// </summary>
internal sealed class Hangup : IDisposable
{
    private const string Terminal = "/dev/tty";

    private readonly bool _hadTerminal = HasTerminal();
    private readonly PosixSignalRegistration _registration;

    /// <summary>Begins to listen for it.</summary>
    /// <param name="reload">Reads files again.</param>
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
