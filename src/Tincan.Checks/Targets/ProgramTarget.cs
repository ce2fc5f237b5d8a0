using System.ComponentModel;
using System.Diagnostics;
using Tincan.Checks.Contexts;
using Tincan.Checks.Targets.Processes;

namespace Tincan.Checks.Targets;

/// <summary>A program that is started for each case, and stopped after it together with everything it has started.</summary>
public sealed class ProgramTarget(ProgramOptions options) : ITarget
{
    private const string Host = "127.0.0.1";

    /// <summary>Exit codes of runuser, setpriv and prlimit: the program may not be executed, or does not exist.</summary>
    private const int CannotRun = 126;
    private const int NotFound = 127;

    /// <summary>Linux keeps a port in TIME_WAIT for 60 s.</summary>
    private static readonly TimeSpan PortTimeout = TimeSpan.FromSeconds(65);

    /// <summary>How often a check waits for that before it skips what needs the port.</summary>
    private const int MaxWaits = 3;

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan PortPollInterval = TimeSpan.FromMilliseconds(100);

    /// <summary>The ports that programs of this process have had.</summary>
    private static readonly System.Collections.Concurrent.ConcurrentDictionary<int, bool> UsedPorts = new();

    private readonly System.Collections.Concurrent.ConcurrentDictionary<string, bool> _needsInput = new(StringComparer.Ordinal);
    private int _timesHeld;

    /// <summary>
    /// On Linux, makes this process the parent of all orphaned processes of programs under check, so that it can kill them. Call it once, and only in a process
    /// that starts nothing else: it takes every other child for such an orphan.
    /// </summary>
    public static void AdoptOrphans() => ProcessFamily.AdoptOrphans();

    private readonly ProgramCommand _command = new(options);
    private readonly ProgramBuild _build = new(options);
    private string? _workFolder;
    private readonly HashSet<string> _notes = new(StringComparer.Ordinal);

    /// <summary>The port that is hard-coded in the program: from the options, or as it was found.</summary>
    private int? _port = options.Port;

    /// <summary>Whether the command line of the program contains its port.</summary>
    private bool TakesPort => _command.Takes("port");

    /// <inheritdoc/>
    public bool CanRunInParallel => _port is null && TakesPort;

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
    public bool TakesTableAddresses(int count) => Enumerable.Range(1, count).All(number => _command.Takes($"ts{number}_port"));

    /// <inheritdoc/>
    public bool TakesParameter(string name) => _command.Takes(name);

    /// <inheritdoc/>
    public IReadOnlyList<int> HardCodedPorts => [.. Text.Ports.Where(port => port != options.Port)];

    /// <inheritdoc/>
    public IReadOnlyList<string> ComparedWords => Text.ComparedWords;

    private ProgramText Text => new(options.CommandLine, options.WorkFolder ?? Environment.CurrentDirectory);

    /// <inheritdoc/>
    public async Task WaitForPortAsync(CancellationToken cancel)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (_timesHeld is > 0 and <= MaxWaits && _port is { } port && ListeningPorts.IsInUse(port) && TimeProvider.System.GetElapsedTime(began) < PortTimeout)
        {
            await Task.Delay(PortPollInterval, TimeProvider.System, cancel);
        }
    }

    /// <inheritdoc/>
    public async Task<IRunningTarget> StartAsync(Launch launch, CancellationToken cancel)
    {
        _workFolder = await _build.FolderAsync();
        if (launch.Server is { } target)
        {
            return Start(launch, target, new Prompts(target, isServer: false, Note, _needsInput));
        }

        if ((_port ?? launch.Port) is { } known)
        {
            return await StartServerAsync(launch, known, cancel);
        }

        var port = FreePorts.OfProcess.Take();
        try
        {
            return await StartServerAsync(launch, port, cancel);
        }
        finally
        {
            FreePorts.OfProcess.Release(port);
        }
    }

    private async Task<RunningProgram> StartServerAsync(Launch launch, int port, CancellationToken cancel)
    {
        var address = new HostPort(Host, port);
        await WaitUntilFreeAsync(port, launch.Options, cancel);
        var running = Start(launch, address, new Prompts(address, isServer: true, Note, _needsInput));
        try
        {
            running.Address = await WaitUntilListeningAsync(running, port, launch.Options, cancel);
            running.ReleaseInput();
            return running;
        }
        catch (CheckFailedException failed)
        {
            await running.DisposeAsync();
            throw new CheckFailedException(failed.Kind, failed.Message) { Output = running.Output, IsStartFailure = true };
        }
        catch
        {
            await running.DisposeAsync();
            throw;
        }
    }

    /// <summary>A program that has just been stopped may hold its port for a moment longer.</summary>
    private static async Task WaitUntilFreeAsync(int port, CheckOptions options, CancellationToken cancel)
    {
        var began = options.Time.GetTimestamp();
        while (ListeningPorts.Contains(port))
        {
            if (options.Time.GetElapsedTime(began) > options.AnswerTimeout)
            {
                throw new TargetException($"something listens on port {port} already");
            }

            await Task.Delay(PollInterval, options.Time, cancel);
        }
    }

    private RunningProgram Start(Launch launch, HostPort address, Prompts prompts)
    {
        PrepareFolder(launch);
        if (options.User is { } user)
        {
            OtherUser.GiveFolder(launch.Folder, user);
        }

        var words = _command.Words(launch, address);
        var how = new ProcessStartInfo(words[0], words[1..])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = launch.Folder,
        };

        // Otherwise the output of a Python program is lost when it is killed.
        how.Environment.TryAdd("PYTHONUNBUFFERED", "1");
        how.Environment.TryAdd("TERM", "dumb");
        try
        {
            return new RunningProgram(how, launch.Server is null ? address : null, _port is null && launch.Port is null && UsedPorts.TryAdd(address.Port, true), launch.Input, prompts, launch.Folder);
        }
        catch (Exception error) when (error is Win32Exception or IOException)
        {
            // The message of the exception contains the folder of the case, which means nothing to the user.
            var why = error is Win32Exception system ? new Win32Exception(system.NativeErrorCode).Message : error.Message;
            throw new TargetException($"'{options.CommandLine[0]}' could not be started: {why}");
        }
    }

    /// <summary>Adds the user's files to those of the case.</summary>
    private void PrepareFolder(Launch launch)
    {
        if (_workFolder is { } work)
        {
            TargetFolder.Copy(work, launch.Folder, launch.OutputFile);
        }
        else
        {
            TargetFolder.LinkAll(Environment.CurrentDirectory, launch.Folder, launch.OutputFile);
        }
    }

    /// <returns>The address that it listens on: the requested port, or another one that it has chosen.</returns>
    private async Task<HostPort> WaitUntilListeningAsync(RunningProgram running, int port, CheckOptions checkOptions, CancellationToken cancel)
    {
        var began = checkOptions.Time.GetTimestamp();
        var other = new OtherSockets(checkOptions.Time);
        string? host;
        while ((host = ListeningPorts.Host(port)) is null)
        {
            if (running.Exited.IsCompleted)
            {
                throw WhyNotListening(running, await running.Exited, port);
            }

            if (other.Find(() => running.Processes) is { } found && found != port && ListeningPorts.Host(found) is { } at)
            {
                Note($"it listens on port {found}{(TakesPort ? ", not on the port from its command line" : "")}: checked there, as with --port {found}");
                _port = found;
                return new HostPort(at, found);
            }

            var elapsed = checkOptions.Time.GetElapsedTime(began);
            if ((elapsed > checkOptions.StartTimeout && (elapsed > checkOptions.StartTimeout * Waits.MaxDelay || elapsed - running.Delayed > checkOptions.StartTimeout)) || other.IsDatagram(port))
            {
                throw new CheckFailedException(
                    FailureKind.NeverConnected, $"the program did not listen {(TakesPort || _port is not null ? $"on port {port} " : "")}within {checkOptions.StartTimeout.TotalSeconds:0.###} s{UdpNote(running)}");
            }

            await Task.Delay(PollInterval, checkOptions.Time, cancel);
        }

        return new HostPort(host, port);
    }

    /// <summary>Why a program exited that should listen.</summary>
    private Exception WhyNotListening(RunningProgram running, ProgramExit exit, int port)
    {
        // It may be free again by now.
        var saysInUse = running.Output.Contains("Address already in use", StringComparison.Ordinal);
        if (_port is not null && (ListeningPorts.IsInUse(port) ? exit.ExitCode != 0 || saysInUse : saysInUse && _timesHeld == 0))
        {
            _timesHeld++;
            return new NotJudgedException(
                $"a connection of an earlier run still holds port {port} (TIME_WAIT), and the program does not set SO_REUSEADDR");
        }

        if (exit.ExitCode == 0 && (running.Clients.Count > 0 || running.ClosedClients.Count > 0))
        {
            return new NotJudgedException($"it runs a client of its own against port {port}, and ended with it: leave that client out of the program that is checked") { IsOwnClient = true };
        }

        return _command.Wrapper is [var wrapper, ..] && (exit.ExitCode is CannotRun or NotFound || running.Output.StartsWith($"{wrapper}: ", StringComparison.Ordinal))
            ? new TargetException($"the program could not be started: {Escape.ForTerminal(running.Output.Trim())}")
            : new CheckFailedException(FailureKind.Died, $"the program ended before it listened ({exit.Description}){OwnClientNote(exit)}");
    }

    /// <summary>The usual reason for a server that exits with code 0.</summary>
    private static string OwnClientNote(ProgramExit exit) =>
        exit.ExitCode == 0 ? "; if it runs a client of its own, and ends with it, leave the client out" : "";

    private static string UdpNote(RunningProgram running) =>
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
}
