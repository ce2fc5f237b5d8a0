using System.Security.Cryptography;
using Tincan.Files;
using Tincan.Hosting;

namespace Tincan.Cli.Terminal;

/// <summary>The command cannot do what the user asked for. The message is one sentence for the user.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>Turns exceptions into a message and an exit code.</summary>
internal static class Failure
{
    /// <summary>The exit code of an expected failure; null for a bug, which should not be hidden.</summary>
    public static int? ExitCodeOf(Exception error) => error switch
    {
        UsageException or BadFileException or ServerFaultException or SyntaxException => ExitCode.Usage,
        ConnectException or WireException { Reason: CloseReason.Handshake } => ExitCode.NoConnection,
        WireException { Reason: CloseReason.Idle } => ExitCode.TimedOut,
        WireException { Reason: CloseReason.Malformed } => ExitCode.Failed,
        WireException => ExitCode.Lost,
        IOException or UnauthorizedAccessException => ExitCode.Usage,
        // Guid.NewGuid reads /dev/urandom; OpenTelemetry and the checks make one when they are first used.
        TypeInitializationException { InnerException: CryptographicException } => ExitCode.CouldNotRun,
        _ => null,
    };

    /// <summary>Runs a command, handles signals, and returns its exit code.</summary>
    /// <param name="work">The command. Ctrl-C and SIGTERM cancel its token.</param>
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

    /// <summary>Writes the message of a failure; a syntax error also shows the line.</summary>
    /// <param name="error">An expected failure.</param>
    /// <returns>Its exit code.</returns>
    public static int Report(Exception error)
    {
        if (error is SyntaxException wrong)
        {
            Stderr.Wrong(wrong);
        }
        else
        {
            Stderr.Error(error is TypeInitializationException ? "the system has no random numbers: /dev/urandom is missing, so mount /dev" : error.Message);
        }

        return ExitCodeOf(error)!.Value;
    }
}
