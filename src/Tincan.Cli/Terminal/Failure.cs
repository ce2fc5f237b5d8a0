using Tincan.Faults;
using Tincan.Hosting;
using Tincan.Wires;

namespace Tincan.Cli.Terminal;

/// <summary>Something the user asked for cannot be done as asked; one sentence.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>Sorts what can go wrong into one line and an exit code.</summary>
internal static class Failure
{
    /// <summary>The exit code of an expected failure, or null for a bug, which nothing should hide.</summary>
    public static int? ExitCodeOf(Exception error) => error switch
    {
        UsageException or BadFileException or ServerFaultException => ExitCode.Usage,
        ConnectException or WireException { Reason: CloseReason.Handshake } => ExitCode.NoConnection,
        WireException { Reason: CloseReason.Idle } => ExitCode.TimedOut,
        WireException { Reason: CloseReason.Malformed } => ExitCode.NotAsAsked,
        WireException => ExitCode.Lost,
        IOException or UnauthorizedAccessException => ExitCode.Usage,
        _ => null,
    };

    /// <summary>Runs a command's work under the signals, and turns its ending into an exit code.</summary>
    /// <param name="work">The work; its token is cancelled by Ctrl-C and SIGTERM.</param>
    public static async Task<int> GuardAsync(Func<Interrupt, Task<int>> work)
    {
        using var interrupt = new Interrupt();
        try
        {
            return await work(interrupt);
        }
        catch (OperationCanceledException) when (interrupt.Token.IsCancellationRequested)
        {
            return interrupt.ExitCode;
        }
        catch (SyntaxException wrong)
        {
            Say.Wrong(wrong);
            return ExitCode.Usage;
        }
        catch (Exception error) when (ExitCodeOf(error) is not null)
        {
            Say.Error(error.Message);
            return ExitCodeOf(error)!.Value;
        }
    }
}
