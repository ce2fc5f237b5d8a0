using System.Diagnostics;
using Tincan.Checks.Targets.Processes;

namespace Tincan.Checks.Targets;

/// <summary>A process under check, and everything it has started.</summary>
internal sealed class RunningProgram : IRunningTarget
{
    /// <summary>How long the last words of a program may take that has ended: a child may keep its pipes open.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(200);

    /// <summary>The same when all of it was ended, and only what hides from us may hold them.</summary>
    private static readonly TimeSpan HiddenLimit = TimeSpan.FromSeconds(1);

    /// <summary>How often it is looked whether a program in the background lives.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    private readonly ProcessFamily _family;
    private readonly ProgramTalk _talk = new();
    private readonly string _folder;
    private readonly Task _reading;
    private readonly Task _feeding;
    private readonly ProgramInput _input;
    private readonly ServedClients? _clients;

    /// <param name="how">What to start.</param>
    /// <param name="address">Where it is to listen; null for a client.</param>
    /// <param name="input">Its standard input, once it serves or has connected.</param>
    /// <param name="prompts">Answers what it asks before.</param>
    /// <param name="folder">The case's.</param>
    public RunningProgram(ProcessStartInfo how, HostPort? address, ReadOnlyMemory<byte> input, Prompts prompts, string folder)
    {
        Address = address;
        _folder = folder;
        _clients = address is null ? null : new ServedClients();
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
            _talk.ReadAsync(_family.Process.StandardOutput.BaseStream, isOutput: true),
            _talk.ReadAsync(_family.Process.StandardError.BaseStream, isOutput: false));
        _input = new ProgramInput(_family.Process.StandardInput.BaseStream, _talk, _family.ReadsInput, prompts);
        _feeding = _input.TypeAsync(input);
        Ended = EndAsync();
    }

    public HostPort? Address { get; set; }

    /// <summary>A client ends with its process; a server that has gone to the background goes on.</summary>
    public Task<ProgramEnd> Ended { get; }

    public string Talk => _talk.Text;

    /// <summary>The ids of its processes.</summary>
    public IReadOnlyList<int> Processes => OperatingSystem.IsLinux() ? _family.Members() : [];

    public IReadOnlyList<int> Clients => Address is { } address ? _clients!.Of(address.Port) : [];

    public IReadOnlyList<int> GoneClients => Address is { } address ? _clients!.GoneFrom(address.Port) : [];

    public void Ready() => _input.Ready();

    public byte[] Output => _talk.Output;

    public byte[]? Read(string name) => TargetFolder.Read(_folder, name);

    public async ValueTask DisposeAsync()
    {
        await _family.EndAsync();
        await Ended;
        Ready();
        await Task.WhenAny(Task.WhenAll(_reading, _feeding), Task.Delay(HiddenLimit, TimeProvider.System));
        _family.Dispose();
        _clients?.Dispose();
    }

    private async Task<ProgramEnd> EndAsync()
    {
        await _family.Process.WaitForExitAsync();
        Ready();
        var code = _family.Process.ExitCode;
        while (Address is not null && _family.HasOthers())
        {
            await Task.Delay(Look, TimeProvider.System);
        }

        await Task.WhenAny(_reading, Task.Delay(LastWords, TimeProvider.System));
        return new ProgramEnd(code, _talk.Output);
    }
}
