using Tincan.Files;
using Tincan.Hosting;

namespace Tincan.Cli.Terminal;

/// <summary>Something the user asked for cannot be done as asked; one sentence.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>Sorts what can go wrong into one line and an exit code.</summary>
internal static class Failure
{
    /// <summary>The exit code of an expected failure, or null for a bug, which nothing should hide.</summary>
    public static int? ExitCodeOf(Exception error) => error switch
    {
        UsageException or BadFileException or ServerFaultException or SyntaxException => ExitCode.Usage,
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
        FileWait.Token = interrupt.Token;
        try
        {
            return await work(interrupt);
        }
        catch (OperationCanceledException) when (interrupt.Token.IsCancellationRequested)
        {
            return interrupt.ExitCode;
        }
        catch (Exception error) when (ExitCodeOf(error) is not null)
        {
            return Report(error);
        }
    }

    /// <summary>Says what went wrong, in one line or with the line that is wrong.</summary>
    /// <param name="error">An expected failure.</param>
    /// <returns>Its exit code.</returns>
    public static int Report(Exception error)
    {
        if (error is SyntaxException wrong)
        {
            Say.Wrong(wrong);
        }
        else
        {
            Say.Error(error.Message);
        }

        return ExitCodeOf(error)!.Value;
    }
}
