using Tincan.Wires;
using Tincan.Parsing;

namespace Tincan.Cli.Up;

/// <summary>The file of a Unix socket is looked for where all files of a plan are: in its folder.</summary>
internal static class UnixPlace
{
    /// <summary>An address as it is from anywhere.</summary>
    /// <param name="folder">The plan's folder.</param>
    /// <param name="address">As it was written.</param>
    /// <param name="where">Where it was written.</param>
    /// <exception cref="SyntaxException">With its folder, the path is longer than the system allows.</exception>
    public static WireAddress From(string folder, WireAddress address, SourceValue where)
    {
        if (address is not UnixAddress { IsAbstract: false } unix)
        {
            return address;
        }

        return UnixAddress.TryParse(UnixAddress.Scheme + Path.Combine(folder, unix.Path), out var whole, out var problem)
            ? whole
            : throw where.Word.Error(problem);
    }
}
