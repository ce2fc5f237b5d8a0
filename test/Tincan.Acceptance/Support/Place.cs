using System.Reflection;

namespace Tincan.Acceptance.Support;

/// <summary>Where the program, the samples and the peers lie.</summary>
internal static class Place
{
    /// <summary>The program under test: the one that the environment names (eng/test: the native one), or else the portable one.</summary>
    public static string Program { get; } = Environment.GetEnvironmentVariable("TINCAN_UNDER_TEST") ?? PortableProgram;

    /// <summary>The program as it was built with these tests: its parts are loaded when they are needed.</summary>
    public static string PortableProgram => Of("Program");

    public static string Observations => Path.GetFullPath(Of("Observations"));

    public static string Faults => Path.GetFullPath(Of("Faults"));

    public static string Sample(string name) => Path.GetFullPath(Path.Combine(Of("Samples"), name));

    public static byte[] Expected(string name) => File.ReadAllBytes(Sample(Path.Combine("expected", name)));

    public static string Peer(string name) => Path.GetFullPath(Path.Combine(Of("Peers"), name));

    /// <summary>Rows as the server of the live page writes them.</summary>
    public static string Rows => Path.GetFullPath(Of("Rows"));

    /// <summary>A script that holds a report of a check against the written rules of its form.</summary>
    public static string Judge(string name) => Path.GetFullPath(Path.Combine(Of("Judges"), name));

    private static string Of(string key) => Assembly.GetExecutingAssembly()
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key)
        .Value!;
}

/// <summary>A directory of a test's own.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tincan-");

    public string this[string name] => Path.Combine(_directory.FullName, name);

    /// <summary>Writes a file of Latin-1 text, so that a test can write any byte.</summary>
    public string Write(string name, string latin1)
    {
        File.WriteAllBytes(this[name], Encoding.Latin1.GetBytes(latin1));
        return this[name];
    }

    public void Dispose() => _directory.Delete(recursive: true);
}
