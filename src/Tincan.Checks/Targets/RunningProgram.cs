using System.Diagnostics;
using Tincan.Checks.Targets.Processes;

namespace Tincan.Checks.Targets;

/// <summary>The process of a program, and all processes that it has started.</summary>
internal sealed class RunningProgram : IRunningTarget
{
    /// <summary>How long to wait for the rest of the output after the program has exited, if a child may hold its pipes open.</summary>
    private static readonly TimeSpan HeldOutputTimeout = TimeSpan.FromMilliseconds(200);

    /// <summary>The same if there is no child: the pipes end by themselves, but on a busy machine reading the last bytes takes its time.</summary>
    private static readonly TimeSpan OutputTimeout = TimeSpan.FromSeconds(10);

    /// <summary>The same after everything was killed: only hidden processes can still hold the pipes.</summary>
    private static readonly TimeSpan DisposeTimeout = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);

    private readonly ProcessFamily _family;
    private readonly ProgramOutput _output = new();
    private readonly string _folder;
    private readonly Task _reading;
    private readonly Task _typing;
    private readonly ProgramInput _input;
    private readonly ServedClients? _clients;
    private volatile bool _isStopping;

    /// <param name="how">What to start.</param>
    /// <param name="address">The address to listen on; null for a client.</param>
    /// <param name="isFreshPort">Whether no program has had the port of the address lately.</param>
    /// <param name="input">The standard input, for when the program is listening or has connected.</param>
    /// <param name="prompts">Answers questions before that.</param>
    /// <param name="folder">The folder of the case.</param>
    public RunningProgram(ProcessStartInfo how, HostPort? address, bool isFreshPort, ReadOnlyMemory<byte> input, Prompts prompts, string folder)
    {
        _folder = folder;
        _clients = address is null ? null : new ServedClients(isFreshPort);
        Address = address;
        try
        {
            _family = ProcessFamily.Start(how);
        }
        catch
        {
            _clients?.Dispose();
            throw;
        }

        _reading = Task.WhenAll(
            _output.ReadAsync(_family.Process.StandardOutput.BaseStream, isStandardOutput: true),
            _output.ReadAsync(_family.Process.StandardError.BaseStream, isStandardOutput: false));
        _input = new ProgramInput(_family.Process.StandardInput.BaseStream, _output, _family.ReadsInput, _family.IsBusy, prompts, TimeProvider.System);
        _typing = _input.TypeAsync(input);
        Exited = WaitForExitAsync();
    }

    public HostPort? Address
    {
        get;
        set
        {
            field = value;
            if (value is not null)
            {
                _clients?.Watch(value.Port);
            }
        }
    }

    /// <summary>A client exits with its process. A server may continue in the background.</summary>
    public Task<ProgramExit> Exited { get; }

    public string Output => _output.Text;

    /// <summary>The ids of its processes.</summary>
    public IReadOnlyList<int> Processes => OperatingSystem.IsLinux() ? _family.Members() : [];

    public bool IsBusy => OperatingSystem.IsLinux() && _family.Members().Any(LinuxProcess.HasBusyThread);

    public TimeSpan Delayed => OperatingSystem.IsLinux() ? _family.Members().Select(LinuxProcess.Delayed).DefaultIfEmpty().Max() : TimeSpan.Zero;

    public bool ShowsWaits => OperatingSystem.IsLinux();

    public bool AwaitsInput(IReadOnlyList<OpenConnection> connections) =>
        OperatingSystem.IsLinux() && !_isStopping && _typing.IsCompleted && WaitingProgram.IsSo(_family.Members(), connections);

    public IReadOnlyList<int> Clients => Address is { } address ? _clients!.ConnectedTo(address.Port) : [];

    public IReadOnlyList<int> ClosedClients => Address is { } address ? _clients!.ClosedTo(address.Port) : [];

    public void ReleaseInput() => _input.Release(hasConnected: !_family.Process.HasExited);

    public byte[] StandardOutput => _output.StandardOutput;

    public byte[]? Read(string name) => TargetFolder.Read(_folder, name);

    public async ValueTask DisposeAsync()
    {
        _isStopping = true;
        await _family.KillAsync();
        await Exited;
        ReleaseInput();
        await Task.WhenAny(Task.WhenAll(_reading, _typing), Task.Delay(DisposeTimeout, TimeProvider.System));
        _family.Dispose();
        _clients?.Dispose();
    }

    private async Task<ProgramExit> WaitForExitAsync()
    {
        await _family.Process.WaitForExitAsync();
        ReleaseInput();
        var code = _family.Process.ExitCode;
        while (Address is not null && _family.HasBackgroundProcesses())
        {
            await Task.Delay(PollInterval, TimeProvider.System);
        }

        var limit = _family.HasBackgroundProcesses() ? HeldOutputTimeout : OutputTimeout;
        await Task.WhenAny(_reading, Task.Delay(limit, TimeProvider.System));
        return new ProgramExit(code, _output.StandardOutput);
    }
}
