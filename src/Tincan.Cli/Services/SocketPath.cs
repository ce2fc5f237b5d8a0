namespace Tincan.Cli.Services;

/// <summary>The file of a Unix socket is in the folder of the plan, as all its files are.</summary>
internal static class SocketPath
{
    /// <summary>An address with its folder.</summary>
    /// <param name="folder">The plan's folder.</param>
    /// <param name="address">As it is written.</param>
    /// <param name="where">Its position.</param>
    /// <exception cref="SyntaxException">With its folder, the path is longer than the system allows.</exception>
    public static WireAddress Of(string folder, WireAddress address, SourceValue? where)
    {
        if (address is not UnixAddress { IsAbstract: false } unix)
        {
            return address;
        }

        return UnixAddress.TryParse(UnixAddress.Scheme + Path.Combine(folder, unix.Path), out var whole, out var problem)
            ? whole
            : throw ServiceError.OfWord(where, problem);
    }
}
