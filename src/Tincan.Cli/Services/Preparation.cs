using Microsoft.Extensions.Logging;
using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;
using Tincan.Protocols.Reverse;
using Tincan.Reloading;

namespace Tincan.Cli.Services;

/// <summary>What a service needs before it can run: its files, and the addresses of the servers that it asks.</summary>
/// <param name="service">The service.</param>
/// <param name="folder">The folder of the plan's files.</param>
/// <param name="addressOf">Where a server that the plan names can be reached.</param>
/// <param name="log">The log.</param>
/// <param name="isCheck">Nothing is to be changed by it.</param>
internal sealed class Preparation(ServicePlan service, string folder, Func<Located<string>, WireAddress> addressOf, ILogger log, bool isCheck = false)
    : IAsyncDisposable
{
    private readonly List<ReloadedFile> _files = [];
    private readonly List<LineFile> _written = [];
    private readonly List<IAsyncDisposable> _owned = [];

    /// <summary>The log, with the name of the service.</summary>
    public ILogger Log { get; } = new ServiceLog(log, service.Name, isOneOfMany: !service.IsAlone);

    /// <summary>The files whose content is in use.</summary>
    public IReadOnlyList<ReloadedFile> Files => _files;

    /// <summary>What should be known though it is not wrong.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Everything else is ready: files that are written are truncated, or appended to from a new line on.</summary>
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

    /// <summary>Loads a file, which is reloaded when it changes.</summary>
    public ReloadedFile<T> Load<T>(Located<string> file, Func<string, T> load, Func<T, string> describe)
        where T : class
    {
        var path = Find(file);
        var loaded = ServiceError.Within(service, file.Where, () => new ReloadedFile<T>(path, load, describe));
        KeepCurrent(loaded);
        return loaded;
    }

    /// <summary>Reloads files when they change.</summary>
    public void KeepCurrent(params IEnumerable<ReloadedFile> files) => _files.AddRange(files);

    /// <summary>The path of a file, which has to be there.</summary>
    /// <exception cref="SyntaxException">It is not.</exception>
    public string Find(Located<string> file)
    {
        var path = Path.Combine(folder, file.Value);
        return file.Where is { } where && PlanFile.WhyNotRead(path) is { } problem ? throw where.Word.Error(problem) : path;
    }

    /// <summary>Makes connections to the servers that it asks.</summary>
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
    /// Creates a file that lines are written to, or opens it: what is in it stays until <see cref="Begin"/>. A check only looks whether it could.
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

    /// <summary>Disposes of something when the service has ended.</summary>
    public T Own<T>(T owned)
        where T : IAsyncDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    /// <summary>Where a server is reached.</summary>
    public WireAddress AddressOf(Located<string> server) => addressOf(server);

    public async ValueTask DisposeAsync()
    {
        foreach (var owned in _owned)
        {
            await owned.DisposeAsync();
        }
    }
}
