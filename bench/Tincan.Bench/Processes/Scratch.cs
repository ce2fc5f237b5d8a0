namespace Tincan.Bench.Processes;

/// <summary>A folder for the files of a run, in memory where the system has such a folder. Each file is made once.</summary>
internal sealed class Scratch : IDisposable
{
    private const string InMemory = "/dev/shm";

    private readonly DirectoryInfo _folder = Directory.Exists(InMemory)
        ? Directory.CreateDirectory(Path.Combine(InMemory, Path.GetRandomFileName()))
        : Directory.CreateTempSubdirectory("tincan-bench-");

    public string this[string name] => Path.Combine(_folder.FullName, name);

    /// <summary>The file of this name, which is made if it is not there.</summary>
    public string Get(string name, Action<string> make)
    {
        if (!File.Exists(this[name]))
        {
            make(this[name]);
        }

        return this[name];
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
