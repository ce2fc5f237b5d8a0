using Microsoft.Extensions.Logging;
using Tincan.Cli.Settings;
using Tincan.Cli.Terminal;
using Tincan.Reloading;
using Tincan.Protocols.Reverse;
using Tincan.Wires;
using Tincan.Parsing;

namespace Tincan.Cli.Up;

/// <summary>What a service of a plan needs before it can run: its files, and the places of those that it asks.</summary>
/// <param name="service">What the service is called.</param>
/// <param name="folder">Where the files of the plan lie.</param>
/// <param name="placeOf">Where a server that the plan names can be reached.</param>
/// <param name="log">Hears of what changes later, with the name of the service.</param>
/// <param name="isCheck">Nothing is to be changed by it.</param>
internal sealed class Preparation(string service, string folder, Func<Said<string>, WireAddress> placeOf, ILogger log, bool isCheck = false)
    : IAsyncDisposable
{
    private readonly List<ReloadedFile> _files = [];
    private readonly List<LineFile> _written = [];
    private readonly List<IAsyncDisposable> _owned = [];

    /// <summary>Hears of what changes later.</summary>
    public ILogger Log { get; } = new ServiceLog(log, service, isOneOfMany: true);

    /// <summary>The files whose content is in use.</summary>
    public IReadOnlyList<ReloadedFile> Files => _files;

    /// <summary>What should be known though it is not wrong.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>Nothing is in the way any more: files that are written are emptied, or appended to from a new line on.</summary>
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

    /// <summary>Loads a file that is taken anew when it changes.</summary>
    public ReloadedFile<T> Load<T>(Said<string> file, Func<string, T> load, Func<T, string> describe)
        where T : class
    {
        var path = Find(file);
        var loaded = PlacedError.Within(file.Where, service, () => new ReloadedFile<T>(path, load, describe));
        KeepCurrent(loaded);
        return loaded;
    }

    /// <summary>Has files taken anew when they change.</summary>
    public void KeepCurrent(params IEnumerable<ReloadedFile> files) => _files.AddRange(files);

    /// <summary>The path of a file, which has to be there.</summary>
    /// <exception cref="SyntaxException">It is not.</exception>
    public string Find(Said<string> file)
    {
        var path = Path.Combine(folder, file.Value);
        return file.Where is { } where && PlanFile.WhyNotRead(path) is { } problem ? throw where.Word.Error(problem) : path;
    }

    /// <summary>Makes connections to the servers that it asks.</summary>
    /// <param name="tls">Under TLS; null: without.</param>
    /// <param name="timeout">How long the addresses of a server may take to answer, and the handshake after that.</param>
    public Func<WireAddress, CancellationToken, Task<Wire>> Connector(TlsClientPlan? tls, TimeSpan timeout) =>
        PlacedError.Within((tls?.Ca ?? tls?.Certificate)?.Where, service, () => TlsClientPlan.Connector(tls, this, timeout));

    /// <summary>
    /// Creates a file that lines are written to, or opens it: what is in it stays until <see cref="Begin"/>. A check only looks whether it could.
    /// </summary>
    public LineFile? Create(Said<string> file, bool append)
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

        var lines = Own(PlacedError.Within(file.Where, service, () => LineFile.Open(path, append)));
        _written.Add(lines);
        return lines;
    }

    /// <summary>Lets go of something when the service has ended.</summary>
    public T Own<T>(T owned)
        where T : IAsyncDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    /// <summary>Where a server is reached.</summary>
    public WireAddress PlaceOf(Said<string> server) => placeOf(server);

    public async ValueTask DisposeAsync()
    {
        foreach (var owned in _owned)
        {
            await owned.DisposeAsync();
        }
    }
}
