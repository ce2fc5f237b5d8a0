using Microsoft.Extensions.Logging;
using Tincan.Protocols.Reverse;
using Tincan.Reloading;

namespace Tincan.Cli.Services;

/// <summary>Loads what a service needs before it can run: its files, and the addresses of the servers that it asks.</summary>
/// <param name="service">The service.</param>
/// <param name="folder">The folder that file names are relative to.</param>
/// <param name="addressOf">Finds the address of a server that the plan names.</param>
/// <param name="log">The log.</param>
/// <param name="isCheck">Whether this is only a check, which changes nothing.</param>
internal sealed class Preparation(ServicePlan service, string folder, Func<Located<string>, WireAddress> addressOf, ILogger log, bool isCheck = false)
    : IAsyncDisposable
{
    private readonly List<ReloadedFile> _files = [];
    private readonly List<LineFile> _written = [];
    private readonly List<IAsyncDisposable> _owned = [];

    /// <summary>The log, with the name of the service.</summary>
    public ILogger Log { get; } = new ServiceLog(log, service.Name, isOneOfMany: !service.IsAlone);

    /// <summary>The loaded files, which are reloaded when they change.</summary>
    public IReadOnlyList<ReloadedFile> Files => _files;

    /// <summary>Warnings for the user.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Truncates the output files, or starts a new line in those that are appended to. Called when everything else is ready.</summary>
    public void Begin()
    {
        foreach (var file in _written)
        {
            file.Begin();
            if (file.Torn is { } torn)
            {
                ReverseLog.Torn(Log, torn);
            }
        }
    }

    /// <summary>Loads a file, and reloads it when it changes.</summary>
    public ReloadedFile<T> Load<T>(Located<string> file, Func<string, T> load, Func<T, string> describe)
        where T : class
    {
        var path = Find(file);
        var loaded = ServiceError.Within(service, file.Where, () => new ReloadedFile<T>(path, load, describe));
        KeepCurrent(loaded);
        return loaded;
    }

    /// <summary>Adds files that are reloaded when they change.</summary>
    public void KeepCurrent(params IEnumerable<ReloadedFile> files) => _files.AddRange(files);

    /// <summary>The path of an input file.</summary>
    /// <exception cref="SyntaxException">It does not exist, or is a folder.</exception>
    public string Find(Located<string> file)
    {
        var path = Path.Combine(folder, file.Value);
        return file.Where is { } where && PlanFile.WhyNotRead(path) is { } problem ? throw where.Word.Error(problem) : path;
    }

    /// <summary>Returns a function that connects to the servers that the service asks.</summary>
    /// <param name="tls">The TLS settings; null for no TLS.</param>
    /// <param name="timeout">How long connecting may take, and how long the handshake after that.</param>
    public Func<WireAddress, CancellationToken, Task<Wire>> Connector(TlsClientPlan? tls, TimeSpan timeout)
    {
        IReadOnlyList<ReloadedFile> files = [];
        var connect = ServiceError.Within(service, tls?.Blamed?.Where, () => TlsClientPlan.Connector(tls, timeout, Find, out files));
        KeepCurrent(files);
        return connect;
    }

    /// <summary>
    /// Opens an output file for lines, and creates it if there is none. It keeps its content until <see cref="Begin"/>. A check only finds out whether it could
    /// be opened, and returns null.
    /// </summary>
    public LineFile? Create(Located<string> file, bool append)
    {
        var path = Path.GetFullPath(Path.Combine(folder, file.Value));
        if (file.Where is { } where && PlanFile.WhyNotWritten(path) is { } problem)
        {
            throw where.Word.Error(problem);
        }

        if (isCheck)
        {
            return null;
        }

        var lines = Own(ServiceError.Within(service, file.Where, () => LineFile.Open(path, append)));
        _written.Add(lines);
        return lines;
    }

    /// <summary>Registers something to be disposed with the service.</summary>
    public T Own<T>(T owned)
        where T : IAsyncDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    /// <summary>The address of a server that the service asks.</summary>
    public WireAddress AddressOf(Located<string> server) => addressOf(server);

    public async ValueTask DisposeAsync()
    {
        foreach (var owned in _owned)
        {
            await owned.DisposeAsync();
        }
    }
}
