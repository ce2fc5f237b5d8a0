using System.ComponentModel;
using System.Diagnostics;
using Tincan.Checks.Targets.Processes;

namespace Tincan.Checks.Targets;

/// <summary>A program that is started for each case, and ended after it with everything it has started.</summary>
public sealed class ProgramTarget(ProgramOptions options) : ITarget
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

    private readonly HashSet<string> _notes = new(StringComparer.Ordinal);

    /// <summary>The port that is written into the program: as it was said, or as it was found.</summary>
    private int? _port = options.Port;

    /// <summary>It is handed its port.</summary>
    private bool IsTold => options.Words.Any(static word => word.Contains("{port}", StringComparison.Ordinal));

    /// <inheritdoc/>
    public bool CanRunSideBySide => _port is null && IsTold;

    /// <inheritdoc/>
    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (_notes)
            {
                return [.. _notes];
            }
        }
    }

    /// <inheritdoc/>
    public bool HasFixedPort => options.Port is not null;

    /// <inheritdoc/>
    public bool IsToldTables => Array.TrueForAll(["{ts1_port}", "{ts2_port}"], hole => options.Words.Any(word => word.Contains(hole, StringComparison.Ordinal)));

    /// <inheritdoc/>
    public IReadOnlyList<int> WrittenPorts => [.. Text.Ports.Where(port => port != options.Port)];

    /// <inheritdoc/>
    public IReadOnlyList<string> ComparedWords => Text.ComparedWords;

    private ProgramText Text => new(options.Words, options.WorkFolder ?? Environment.CurrentDirectory);

    /// <inheritdoc/>
    public async Task ReadyAsync(CancellationToken cancel)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (_held is > 0 and <= MaxWaits && _port is { } port && ListeningPorts.IsHeld(port) && TimeProvider.System.GetElapsedTime(began) < HeldLimit)
        {
            await Task.Delay(LookForPort, TimeProvider.System, cancel);
        }
    }

    /// <inheritdoc/>
    public async Task<IRunningTarget> StartAsync(Stage stage, CancellationToken cancel)
    {
        if (stage.Server is { } target)
        {
            return Start(stage, target, new Prompts(target, isServer: false, Note));
        }

        var address = new HostPort(Host, _port ?? stage.Port ?? FreePorts.Take());
        await IsFreeAsync(address.Port, stage.Options, cancel);
        var running = Start(stage, address, new Prompts(address, isServer: true, Note));
        try
        {
            running.Address = await ListensAsync(running, address.Port, stage.Options, cancel);
            running.Ready();
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
                throw new TargetException($"something listens on port {port} already");
            }

            await Task.Delay(Look, options.Time, cancel);
        }
    }

    private RunningProgram Start(Stage stage, HostPort address, Prompts prompts)
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
            return new RunningProgram(how, stage.Server is null ? address : null, stage.Input, prompts, stage.Folder);
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            // The message itself tells of the case's folder, which is no name that a person knows.
            var why = error is Win32Exception system ? new Win32Exception(system.NativeErrorCode).Message : error.Message;
            throw new TargetException($"'{options.Words[0]}' could not be started: {why}");
        }
    }

    /// <summary>Puts what the person has beside the files of the case.</summary>
    private void Furnish(Stage stage)
    {
        if (options.WorkFolder is { } work)
        {
            TargetFolder.Copy(work, stage.Folder, stage.OutputFile);
        }
        else
        {
            TargetFolder.LinkAll(Environment.CurrentDirectory, stage.Folder, stage.OutputFile);
        }
    }

    /// <returns>Where it listens: on the port that it was told, or on another one that is its own.</returns>
    private async Task<HostPort> ListensAsync(RunningProgram running, int port, CheckOptions how, CancellationToken cancel)
    {
        var began = how.Time.GetTimestamp();
        var other = new OtherSockets(how.Time);
        string? host;
        while ((host = ListeningPorts.Host(port)) is null)
        {
            if (running.Ended.IsCompleted)
            {
                var end = await running.Ended;
                if (_port is not null && (end.ExitCode != 0 || running.Talk.Contains("Address already in use", StringComparison.Ordinal)) && ListeningPorts.IsHeld(port))
                {
                    _held++;
                    throw new NotJudgedException(
                        $"a connection of an earlier run still holds port {port} (TIME_WAIT), and the program does not set SO_REUSEADDR");
                }

                if (end.ExitCode == 0 && (running.Clients.Count > 0 || running.GoneClients.Count > 0))
                {
                    throw new NotJudgedException($"it runs a client of its own against port {port}, and ended with it: leave that client out of the program that is checked") { IsOfOwnClient = true };
                }

                throw options.User is not null && (end.ExitCode is CannotRun or NotFound || running.Talk.StartsWith("runuser: ", StringComparison.Ordinal))
                    ? new TargetException($"the program could not be started: {Escape.ForTerminal(running.Talk.Trim())}")
                    : new CheckFailedException(FailureKind.Died, $"the program ended before it listened ({end.Words}){OwnClient(end)}");
            }

            if (other.Find(() => running.Processes) is { } found && ListeningPorts.Host(found) is { } at)
            {
                Note($"it listens on port {found}{(IsTold ? ", not on the port from its command line" : "")}: checked there, as with --port {found}");
                _port = found;
                return new HostPort(at, found);
            }

            if (how.Time.GetElapsedTime(began) > how.StartTimeout || other.IsDatagram(port))
            {
                throw new CheckFailedException(
                    FailureKind.NeverConnected, $"the program did not listen {(IsTold || _port is not null ? $"on port {port} " : "")}within {how.StartTimeout.TotalSeconds:0.###} s{Datagrams(running)}");
            }

            await Task.Delay(Look, how.Time, cancel);
        }

        return new HostPort(host, port);
    }

    /// <summary>The usual reason for a server that ends well, and does not listen any more.</summary>
    private static string OwnClient(ProgramEnd end) =>
        end.ExitCode == 0 ? "; if it runs a client of its own, and ends with it, leave the client out" : "";

    private static string Datagrams(RunningProgram running) =>
        OperatingSystem.IsLinux() && FamilySockets.DatagramPorts(running.Processes) is [var port, ..]
            ? $"; it has a UDP socket on port {port} (SOCK_DGRAM), and this is a protocol over TCP (SOCK_STREAM)"
            : "";

    private void Note(string note)
    {
        lock (_notes)
        {
            _notes.Add(note);
        }
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
