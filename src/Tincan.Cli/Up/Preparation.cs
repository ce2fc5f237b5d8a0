using Microsoft.Extensions.Logging;
using Tincan.Reloading;
using Tincan.Reverse;
using Tincan.Wires;

namespace Tincan.Cli.Up;

/// <summary>What the services of a plan need before they can run: their files, and the places of each other.</summary>
/// <param name="plan">The plan.</param>
/// <param name="placeOf">Where a service of the plan can be reached.</param>
/// <param name="log">Hears of what changes later.</param>
/// <param name="isCheck">Nothing is to be changed by it.</param>
internal sealed class Preparation(UpPlan plan, Func<string, WireAddress> placeOf, ILogger log, bool isCheck = false) : IAsyncDisposable
{
    private readonly List<ReloadedFile> _files = [];
    private readonly List<IAsyncDisposable> _owned = [];

    /// <summary>Hears of what changes later.</summary>
    public ILogger Log => log;

    /// <summary>The files whose content is in use.</summary>
    public IReadOnlyList<ReloadedFile> Files => _files;

    /// <summary>What should be known though it is not wrong.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>What files hold, in a few words, by their names as written.</summary>
    public Dictionary<string, string> Facts { get; } = [];

    /// <summary>Loads a file that is taken anew when it changes.</summary>
    public ReloadedFile<T> Load<T>(Said<string> file, Func<string, T> load, Func<T, string> describe)
        where T : class
    {
        var loaded = new ReloadedFile<T>(Find(file), load, describe);
        _files.Add(loaded);
        Facts[file.Value] = loaded.Description;
        return loaded;
    }

    /// <summary>The path of a file, which has to be there.</summary>
    /// <exception cref="SyntaxException">It is not.</exception>
    public string Find(Said<string> file)
    {
        var path = PathOf(file);
        return file.Where is { } where && !File.Exists(path) ? throw where.Word.Error($"there is no file {Visible.Text(path)}") : path;
    }

    /// <summary>Creates or truncates a file that lines are written to, or goes on behind what is in it; a check only looks whether it could.</summary>
    public LineFile? Create(Said<string> file, bool append)
    {
        var path = PathOf(file);
        if (file.Where is { } where && Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder && !Directory.Exists(folder))
        {
            throw where.Word.Error($"there is no folder {Visible.Text(folder)}");
        }

        if (isCheck)
        {
            return null;
        }

        return Own(LineFile.Create(path, append));
    }

    /// <summary>Lets go of something when the services have ended.</summary>
    public T Own<T>(T owned)
        where T : IAsyncDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    /// <summary>Where a server is reached.</summary>
    public WireAddress PlaceOf(Said<string> server) => plan.AddressOf(server) ?? placeOf(server.Value);

    public async ValueTask DisposeAsync()
    {
        foreach (var owned in _owned)
        {
            await owned.DisposeAsync();
        }
    }

    private string PathOf(Said<string> file) => Path.Combine(plan.Folder, file.Value);
}
