using System.Reflection;

namespace Tincan.Bench.Processes;

/// <summary>Where this program lies, to be started again as a server or a load.</summary>
internal static class ThisProgram
{
    public static string Path { get; } = Beside("Tincan.Bench");

    /// <summary>The shipped program, built in the same way as this one.</summary>
    public static string Shipped { get; } = System.IO.Path.GetFullPath(Assembly.GetExecutingAssembly()
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(static attribute => attribute.Key == "Shipped")
        .Value!);

    /// <summary>A file that lies beside this program.</summary>
    public static string Beside(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, name);
}
