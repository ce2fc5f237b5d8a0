namespace Tincan.Cli.Services;

/// <summary>Makes the path of a Unix socket relative to the plan's folder.</summary>
internal static class SocketPath
{
    /// <summary>The address with the folder.</summary>
    /// <param name="folder">The plan's folder.</param>
    /// <param name="address">The address as the user wrote it.</param>
    /// <param name="where">Its position.</param>
    /// <exception cref="SyntaxException">The resulting path is longer than the system allows.</exception>
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
