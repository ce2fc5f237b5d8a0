using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Tincan.Wires;

namespace Tincan.Checks;

/// <summary>A program that is started for each case, and ended after it with everything it has started.</summary>
/// <param name="options">Which, and how.</param>
public sealed class ProgramSubject(ProgramOptions options) : ISubject
{
    private const string Host = "127.0.0.1";

    /// <summary>How runuser says that a program may not be run, and that it is not there.</summary>
    private const int CannotRun = 126;
    private const int NotFound = 127;

    /// <summary>Linux keeps a port in TIME_WAIT for 60 s.</summary>
    private static readonly TimeSpan HeldLimit = TimeSpan.FromSeconds(65);

    /// <summary>How often a check waits that long, before it leaves out what it would have to wait for.</summary>
    private const int MaxWaits = 3;

    /// <summary>How often it is looked whether the program listens.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LookForPort = TimeSpan.FromMilliseconds(100);

    private int _held;

    /// <summary>
    /// Makes this process (on Linux) the parent of everything that programs under check leave without one, so that it can be ended. Call it once, and
    /// only in a process that starts nothing else: every child that is not a program under check is taken for left by one.
    /// </summary>
    public static void AdoptOrphans() => ProcessFamily.AdoptOrphans();

    /// <inheritdoc/>
    public bool CanRunSideBySide => options.Port is null;

    /// <inheritdoc/>
    public bool HasFixedPort => options.Port is not null;

    /// <inheritdoc/>
    public async Task ReadyAsync(CancellationToken cancel)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (_held is > 0 and <= MaxWaits && ListeningPorts.IsHeld(options.Port!.Value) && TimeProvider.System.GetElapsedTime(began) < HeldLimit)
        {
            await Task.Delay(LookForPort, TimeProvider.System, cancel);
        }
    }

    /// <inheritdoc/>
    public async Task<IRunningSubject> StartAsync(Stage stage, CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(stage);
        if (stage.Server is { } target)
        {
            return Start(stage, target);
        }

        var address = new HostPort(Host, options.Port ?? FreePorts.Take());
        await IsFreeAsync(address.Port, stage.Options, cancel);
        var running = Start(stage, address);
        try
        {
            running.Address = new HostPort(await ListensAsync(running, address.Port, stage.Options, cancel), address.Port);
            return running;
        }
        catch (CheckFailedException failed)
        {
            await running.DisposeAsync();
            throw new CheckFailedException(failed.Kind, failed.Message) { Talk = running.Talk, IsOfStart = true };
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>A program that has just been ended may hold its port for a moment longer.</summary>
    private static async Task IsFreeAsync(int port, CheckOptions options, CancellationToken cancel)
    {
        var began = options.Time.GetTimestamp();
        while (ListeningPorts.Contains(port))
        {
            if (options.Time.GetElapsedTime(began) > options.Patience)
            {
                throw new SubjectException($"something listens on port {port} already");
            }

            await Task.Delay(Look, options.Time, cancel);
        }
    }

    private RunningProgram Start(Stage stage, HostPort address)
    {
        Furnish(stage);
        List<string> words = [.. options.Words.Select(word => Resolve(Fill(word, stage, address), stage))];
        if (words[0].Contains('/', StringComparison.Ordinal))
        {
            words[0] = Path.GetFullPath(words[0], stage.Folder);
        }

        if (options.User is { } user)
        {
            OtherUser.Hand(stage.Folder, user);
            words.InsertRange(0, ["runuser", "-u", user, "--"]);
        }

        var how = new ProcessStartInfo(words[0], words.Skip(1))
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = stage.Folder,
        };

        // What a program in Python has printed would otherwise be lost when it is ended.
        how.Environment.TryAdd("PYTHONUNBUFFERED", "1");
        how.Environment.TryAdd("TERM", "dumb");
        try
        {
            return new RunningProgram(how, stage.Server is null ? address : null, stage.Input, stage.Folder);
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            // The message itself tells of the case's folder, which is no name that a person knows.
            var why = error is Win32Exception system ? new Win32Exception(system.NativeErrorCode).Message : error.Message;
            throw new SubjectException($"'{options.Words[0]}' could not be started: {why}");
        }
    }

    /// <summary>Puts what the person has beside the files of the case.</summary>
    private void Furnish(Stage stage)
    {
        if (options.WorkFolder is { } work)
        {
            SubjectFolder.Copy(work, stage.Folder, stage.OutputFile);
        }
        else
        {
            SubjectFolder.LinkAll(Environment.CurrentDirectory, stage.Folder, stage.OutputFile);
        }
    }

    /// <returns>The address at which it does.</returns>
    private async Task<string> ListensAsync(RunningProgram running, int port, CheckOptions how, CancellationToken cancel)
    {
        var began = how.Time.GetTimestamp();
        string? host;
        while ((host = ListeningPorts.Host(port)) is null)
        {
            if (running.Ended.IsCompleted)
            {
                var end = await running.Ended;
                if (options.Port is not null && end.ExitCode != 0 && ListeningPorts.IsHeld(port))
                {
                    _held++;
                    throw new PortHeldException(
                        $"port {port} is still held by a connection of an earlier run (TIME_WAIT), and the program does not set SO_REUSEADDR");
                }

                throw options.User is not null && (end.ExitCode is CannotRun or NotFound || running.Talk.StartsWith("runuser: ", StringComparison.Ordinal))
                    ? new SubjectException($"the program could not be started: {Visible.Text(running.Talk.Trim())}")
                    : new CheckFailedException(FailureKind.Died, $"the program ended before it listened ({end.Words})");
            }

            if (how.Time.GetElapsedTime(began) > how.StartLimit)
            {
                throw new CheckFailedException(
                    FailureKind.NeverConnected, $"the program did not listen on port {port} within {how.StartLimit.TotalSeconds:0.###} s");
            }

            await Task.Delay(Look, how.Time, cancel);
        }

        return host;
    }

    /// <summary>A word may name a file that is where the person is, and not in the case's folder.</summary>
    private static string Resolve(string word, Stage stage) =>
        word.Length > 0 && word != stage.OutputFile && Path.Exists(word) && !Path.Exists(Path.GetFullPath(word, stage.Folder)) ? Path.GetFullPath(word) : word;

    private static string Fill(string word, Stage stage, HostPort address)
    {
        word = word
            .Replace("{host}", address.Host, StringComparison.Ordinal)
            .Replace("{port}", address.Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{dir}", stage.Folder, StringComparison.Ordinal);
        for (var table = 0; table < stage.Tables.Count; table++)
        {
            word = word
                .Replace($"{{ts{table + 1}_host}}", stage.Tables[table].Host, StringComparison.Ordinal)
                .Replace($"{{ts{table + 1}_port}}", stage.Tables[table].Port.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        }

        return word;
    }
}
